package org.dropoutdistillery.evaluate;

import java.util.function.BooleanSupplier;

/**
 * Efron's studentised bootstrap over rows (Efron, Tibshirani, "An introduction to the bootstrap",
 * section 12.5): the distribution of (mean* − mean) / se* over resamples takes the place of
 * Student's t. It covers better than percentiles where rows are skewed, as divergences are. Rows
 * must be independent: masks must not be shared by rows.
 *
 * <p>Degenerate samples: one row leaves the interval unbounded; rows that are all equal give an
 * interval of width 0. A resample that has lost the rows which carry the spread would divide by
 * almost 0, so its standard deviation counts as at least 1/√n of the sample's; ordinary resamples
 * never come near that.
 */
public final class BootstrapT {
  private final KeptResamples resamples;
  private final double confidence;
  private final BooleanSupplier cancelled;

  /**
   * @param resamples number of resamples; 2000 for figures that are quoted
   * @param confidence level in (0, 1)
   * @param seed of the stream of resamples; the same seed gives the same interval
   * @throws IllegalArgumentException if the confidence is not in (0, 1) or its tails hold less than
   *     one resample
   */
  public BootstrapT(int resamples, double confidence, long seed) {
    Resampler.requireEnough(resamples, confidence);
    this.resamples = new KeptResamples(resamples, seed);
    this.confidence = confidence;
    cancelled = () -> false;
  }

  private BootstrapT(KeptResamples resamples, double confidence, BooleanSupplier cancelled) {
    this.resamples = resamples;
    this.confidence = confidence;
    this.cancelled = cancelled;
  }

  /**
   * Returns the same for a computation that may be given up: its methods throw a {@link
   * java.util.concurrent.CancellationException} once {@code cancelled} is true.
   */
  BootstrapT whileNot(BooleanSupplier newCancelled) {
    return new BootstrapT(resamples, confidence, newCancelled);
  }

  /** Returns how many resamples put at least one of them into each tail of {@code confidence}. */
  public static int leastResamples(double confidence) {
    return Resampler.leastResamples(confidence);
  }

  /**
   * Returns the mean of {@code rows} and its interval.
   *
   * @throws IllegalArgumentException if there is no row
   */
  public Interval mean(double[] rows) {
    Shapes.requireRows(rows.length);
    double mean = RowMeasures.mean(rows);
    double[] deviations = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      deviations[row] = rows[row] - mean;
    }
    return interval(mean, new MeanSpread(deviations), 1);
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
   * Returns mean(part) / mean(whole) over the same rows and its interval, with the linearised
   * standard error of a ratio. A resample whose mean of {@code whole} is not above 0 says nothing
   * and counts as unbounded on both sides; where such resamples fill a tail, so is the interval.
   *
   * @throws IllegalArgumentException if the numbers of rows differ, there is no row, or the mean of
   *     {@code whole} is not above 0
   */
  public Interval ratio(double[] part, double[] whole) {
    double mean = Shapes.requireWhole(part, whole);
    double ratio = RowMeasures.mean(part) / mean;
    double[] residuals = new double[part.length];
    for (int row = 0; row < part.length; row++) {
      residuals[row] = part[row] - ratio * whole[row];
    }
    return interval(ratio, new RatioSpread(residuals, whole), mean);
  }

  /** Returns 1 − {@link #ratio}. */
  public Interval shareClosed(double[] part, double[] whole) {
    return ratio(part, whole).shareClosed();
  }

  private Interval interval(double value, StudentizedMean statistic, double scale) {
    int rows = statistic.rows();
    if (rows == 1) {
      return Interval.unbounded(value);
    }
    double deviation = statistic.deviation();
    if (deviation == 0) {
      return new Interval(value, value, value);
    }
    TailQuantiles t = new TailQuantiles(resamples.count());
    for (byte[] each : resamples.of(rows, cancelled)) {
      Resampler.requireWanted(cancelled);
      t.add(statistic.of(each));
    }
    return t.interval(value, deviation / Math.sqrt(rows) / scale, confidence);
  }
}
