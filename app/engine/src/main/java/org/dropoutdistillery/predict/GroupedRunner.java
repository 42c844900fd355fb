package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;

/**
 * Runs passes over one group of rows after the other, so that what is prepared of the rows takes
 * little memory, however many they are.
 */
final class GroupedRunner implements PassRunner {
  private final int rows;
  private final int groupRows;
  private final Preparation preparation;
  private PassRunner latest;
  private int latestFirst = -1;

  /** Gets a group of rows ready. */
  interface Preparation {
    /**
     * Returns what runs passes over these rows; what was returned before is no longer used.
     *
     * @param first position of the first row among all
     */
    PassRunner prepare(int first, int rows);
  }

  GroupedRunner(int rows, int groupRows, Preparation preparation) {
    this.rows = rows;
    this.groupRows = groupRows;
    this.preparation = preparation;
  }

  @Override
  public void run(long from, long to, PassSink sink, BooleanSupplier cancelled) {
    for (int first = 0; first < rows && !cancelled.getAsBoolean(); first += groupRows) {
      if (first != latestFirst) {
        latest = preparation.prepare(first, Math.min(groupRows, rows - first));
        latestFirst = first;
      }
      latest.run(from, to, sink, cancelled);
    }
  }
}
