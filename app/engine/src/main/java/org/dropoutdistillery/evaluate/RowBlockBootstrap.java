package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Intervals of means over rows that share their masks. What one mask does to all rows does not
 * average out over rows, so a bootstrap of rows alone is far too narrow (METHODS.md, section 4).
 * Rows and independent blocks of passes are resampled together, each with replacement, and the mean
 * is studentised by its two-way variance ({@link CrossedMean}).
 *
 * <p>From {@link #MANY_VALUES} values on, resampling gives way to the skewness-corrected t with the
 * same variance and Satterthwaite's degrees of freedom. At least 8 blocks are wanted: from few
 * blocks the spread between them is known badly, and the interval is wide.
 */
public final class RowBlockBootstrap {
  /** From this many values (rows × blocks) on, the interval is computed and not resampled. */
  public static final int MANY_VALUES = 4000;

  private final int resamples;
  private final double confidence;
  private final long seed;
  private final BooleanSupplier cancelled;

  /**
   * @param resamples number of resamples where there are fewer values
   * @param confidence level in (0, 1)
   * @param seed of the stream of resamples
   * @throws IllegalArgumentException if the confidence is not in (0, 1) or its tails hold less than
   *     one resample
   */
  public RowBlockBootstrap(int resamples, double confidence, long seed) {
    this(resamples, confidence, seed, () -> false);
  }

  private RowBlockBootstrap(
      int resamples, double confidence, long seed, BooleanSupplier cancelled) {
    Resampler.requireEnough(resamples, confidence);
    this.resamples = resamples;
    this.confidence = confidence;
    this.seed = seed;
    this.cancelled = cancelled;
  }

  /** Returns the same for a computation that may be given up, see {@link BootstrapT#whileNot}. */
  RowBlockBootstrap whileNot(BooleanSupplier newCancelled) {
    return new RowBlockBootstrap(resamples, confidence, seed, newCancelled);
  }

  /**
   * Returns the mean of {@code values} and its interval; unbounded for a single row.
   *
   * @param values [blocks][rows]: what each independent block of masks gives for each row; for a
   *     jackknifed figure its pseudo-values
   * @throws IllegalArgumentException if there are fewer than two blocks, no row, or blocks of
   *     different lengths
   */
  public Interval mean(double[][] values) {
    double mean = RowMeasures.mean(rowMeans(values));
    double[][] deviations = new double[values.length][];
    Arrays.setAll(deviations, b -> Arrays.stream(values[b]).map(each -> each - mean).toArray());
    return interval(mean, deviations, null, 1);
  }

  /**
   * Returns mean(part) / mean(whole) over the same rows and blocks and its interval, linearised.
   *
   * @throws IllegalArgumentException if the shapes differ or are as in {@link #mean}, or the mean
   *     of {@code whole} is not above 0
   */
  public Interval ratio(double[][] part, double[][] whole) {
    double mean = Shapes.requireWhole(rowMeans(part), rowMeans(whole));
    double ratio = RowMeasures.mean(rowMeans(part)) / mean;
    double[][] residuals = new double[part.length][whole[0].length];
    CrossedResample.subtract(part, whole, ratio, residuals);
    return interval(ratio, residuals, whole, mean);
  }

  private Interval interval(double value, double[][] values, double[][] whole, double scale) {
    int rows = values[0].length;
    if (rows == 1) {
      return Interval.unbounded(value);
    }
    CrossedMean sample = CrossedMean.of(values, ones(rows), ones(values.length), new double[rows]);
    if (sample.variance() == 0) {
      return new Interval(value, value, value);
    }
    if (!Double.isFinite(sample.variance())) {
      return Interval.unbounded(value);
    }
    double error = Math.sqrt(sample.variance()) / scale;
    return (long) rows * values.length < MANY_VALUES
        ? resampled(values, whole, sample).interval(value, error, confidence)
        : computed(value, error, values, sample);
  }

  private TailQuantiles resampled(double[][] values, double[][] whole, CrossedMean sample) {
    Resampler rows = new Resampler(values[0].length, seed);
    Resampler blocks = new Resampler(values.length, seed, 1);
    byte[] rowCounts = new byte[rows.rows()];
    byte[] blockCounts = new byte[blocks.rows()];
    CrossedResample resample = new CrossedResample(values, whole, sample, rowCounts, blockCounts);
    TailQuantiles t = new TailQuantiles(resamples);
    for (int b = 0; b < resamples; b++) {
      Resampler.requireWanted(cancelled);
      rows.draw(b, rowCounts);
      blocks.draw(b, blockCounts);
      t.add(resample.studentised());
    }
    return t;
  }

  private Interval computed(double value, double error, double[][] values, CrossedMean sample) {
    double[] means = rowMeans(values);
    double cubes = 0;
    for (double mean : means) {
      cubes += Math.pow(mean - sample.mean(), 3);
    }
    double rows = means.length;
    // Third cumulant of the mean over that of its standard error: only rows are skewed, since a
    // block averages over rows and passes.
    double skew = cubes / (rows * rows * rows) / Math.pow(sample.variance(), 1.5);
    double t = Quantiles.student(confidence, sample.degrees(means.length, values.length));
    return new Interval(
        value,
        value - error * SkewnessCorrectedT.deviate(t, skew),
        value - error * SkewnessCorrectedT.deviate(-t, skew));
  }

  private static double[] rowMeans(double[][] values) {
    if (values.length < 2) {
      throw new IllegalArgumentException(
          "blocks of passes: " + values.length + ", expected at least 2");
    }
    double[] means = new double[values[0].length];
    Shapes.requireRows(means.length);
    for (double[] block : values) {
      Shapes.requirePaired(block, means);
      for (int row = 0; row < means.length; row++) {
        means[row] += block[row] / values.length;
      }
    }
    return means;
  }

  private static byte[] ones(int count) {
    byte[] ones = new byte[count];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }
}
