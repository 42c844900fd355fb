package org.dropoutdistillery.evaluate;

/** Says where there are so few rows that intervals cover less often than they say. */
public final class SmallSample {
  /** Below this many rows the coverage of skewed rows falls noticeably (docs/adr/0005). */
  public static final int FEW_ROWS = 200;

  private SmallSample() {}

  public static boolean isSmall(int rows) {
    return rows < FEW_ROWS;
  }

  /** Returns the warning as a sentence; empty where there are rows enough. */
  public static String warning(int rows) {
    return isSmall(rows)
        ? "With fewer than " + FEW_ROWS + " rows, intervals may be too narrow."
        : "";
  }
}
