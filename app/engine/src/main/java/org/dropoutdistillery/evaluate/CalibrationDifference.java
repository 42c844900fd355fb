package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.predict.Predictions;

/**
 * The difference of two expected calibration errors on the same rows. A binned error is biased
 * upwards, the more so the fewer the rows, so only differences at equal numbers of rows are
 * compared (METHODS.md, section 4).
 *
 * <p>What is covered is the difference to be expected at this number of rows. Resampling biases the
 * errors once more, so the percentiles are taken about the mean of the resamples and laid around
 * the estimate. Simulated at 144 and 360 rows, they then cover in 95 to 98 % of cases; left where
 * they fall, in 96 to 100 %, around a place that may miss the estimate.
 */
public final class CalibrationDifference {
  /** Rows that are drawn in all; about a tenth of a second. */
  private static final int MOST_DRAWS = 20_000_000;

  private CalibrationDifference() {}

  /**
   * Returns ECE(first) − ECE(second) and its percentile bootstrap interval; each resampled row
   * brings confidence and correctness of both predictors. Width 0 where the two agree in both on
   * every row.
   *
   * @param labels [rows], each in [0, classes)
   * @param resamples fewer are taken from so many rows that more than 20 million would be drawn
   * @throws IllegalArgumentException if labels and predictions do not fit, there is no bin, or the
   *     tails of {@code confidence} hold less than one resample
   */
  public static Interval interval(
      Predictions first,
      Predictions second,
      int[] labels,
      int bins,
      int resamples,
      double confidence,
      long seed) {
    return interval(first, second, labels, bins, resamples, confidence, seed, () -> false);
  }

  /**
   * As above, for a computation that may be given up.
   *
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  static Interval interval(
      Predictions first,
      Predictions second,
      int[] labels,
      int bins,
      int resamples,
      double confidence,
      long seed,
      BooleanSupplier cancelled) {
    Resampler.requireEnough(resamples, confidence);
    ConfidenceGaps one = ConfidenceGaps.of(first, labels, bins);
    ConfidenceGaps two = ConfidenceGaps.of(second, labels, bins);
    double[] scratch = new double[bins];
    byte[] counts = new byte[labels.length];
    Arrays.fill(counts, (byte) 1);
    double estimate = difference(one, two, counts, scratch);
    Resampler resampler = new Resampler(labels.length, seed);
    double[] differences = new double[affordable(resamples, labels.length, confidence)];
    for (int b = 0; b < differences.length; b++) {
      Resampler.requireWanted(cancelled);
      resampler.draw(b, counts);
      differences[b] = difference(one, two, counts, scratch);
    }
    double shift = estimate - RowMeasures.mean(differences);
    SortedSample sample = new SortedSample(differences);
    double tail = (1 - confidence) / 2;
    return new Interval(estimate, sample.quantile(tail) + shift, sample.quantile(1 - tail) + shift);
  }

  private static int affordable(int resamples, int rows, double confidence) {
    int least = Resampler.leastResamples(confidence);
    return Math.max(Math.min(resamples, MOST_DRAWS / rows), least);
  }

  private static double difference(
      ConfidenceGaps one, ConfidenceGaps two, byte[] counts, double[] scratch) {
    return one.expectedCalibrationError(counts, scratch)
        - two.expectedCalibrationError(counts, scratch);
  }
}
