package org.dropoutdistillery.evaluate;

import java.util.function.BooleanSupplier;

/**
 * Intervals of means over independent rows: bootstrap-t, and from {@link #MANY_ROWS} rows on the
 * skewness-corrected t, which covers as well there and costs nothing (docs/adr/0005-intervals.md).
 */
public final class RowIntervals {
  /** From this many rows on, the interval is computed and not resampled. */
  public static final int MANY_ROWS = 2000;

  private final BootstrapT bootstrap;
  private final SkewnessCorrectedT corrected;

  /**
   * @param resamples number of resamples where there are fewer rows
   * @param confidence level in (0, 1)
   * @param seed of the stream of resamples
   * @throws IllegalArgumentException if the confidence is not in (0, 1) or its tails hold less than
   *     one resample
   */
  public RowIntervals(int resamples, double confidence, long seed) {
    bootstrap = new BootstrapT(resamples, confidence, seed);
    corrected = new SkewnessCorrectedT(confidence);
  }

  private RowIntervals(BootstrapT bootstrap, SkewnessCorrectedT corrected) {
    this.bootstrap = bootstrap;
    this.corrected = corrected;
  }

  /** Returns the same for a computation that may be given up, see {@link BootstrapT#whileNot}. */
  RowIntervals whileNot(BooleanSupplier cancelled) {
    return new RowIntervals(bootstrap.whileNot(cancelled), corrected);
  }

  /**
   * Returns the mean of {@code rows} and its interval.
   *
   * @throws IllegalArgumentException if there is no row
   */
  public Interval mean(double[] rows) {
    return rows.length < MANY_ROWS ? bootstrap.mean(rows) : corrected.mean(rows);
  }

  /**
   * Returns the mean of {@code a} − {@code b} over the same rows and its interval.
   *
   * @throws IllegalArgumentException if the numbers of rows differ or there is no row
   */
  public Interval meanDifference(double[] a, double[] b) {
    return mean(Shapes.differences(a, b));
  }

  /**
   * Returns mean(part) / mean(whole) over the same rows and its interval.
   *
   * @throws IllegalArgumentException if the numbers of rows differ, there is no row, or the mean of
   *     {@code whole} is not above 0
   */
  public Interval ratio(double[] part, double[] whole) {
    return part.length < MANY_ROWS ? bootstrap.ratio(part, whole) : corrected.ratio(part, whole);
  }
}
