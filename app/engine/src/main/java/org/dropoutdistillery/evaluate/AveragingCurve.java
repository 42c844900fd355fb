package org.dropoutdistillery.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dropoutdistillery.predict.MonteCarloAverage;

/**
 * How a metric falls with the number T of passes that are averaged, on fixed rows. T doubles from
 * point to point; at each T the passes are cut into disjoint averages of T, so that every point is
 * a mean over independent repeats and its standard error says what the masks leave open (not what
 * the rows do).
 *
 * @param metric what is measured
 * @param rows number of rows
 * @param points by rising T
 * @param rowError standard error over rows of the metric at the largest T: what the choice of rows
 *     leaves open
 */
public record AveragingCurve(
    AveragingMetric metric, int rows, List<Point> points, double rowError) {
  /** Repeats below which a standard error over them is not used for a decision. */
  private static final int FEWEST_PAIRS = 4;

  /** One-sided, at 95 %. */
  private static final double MARGIN = Quantiles.normal(.9);

  /**
   * @param passes T
   * @param repeats disjoint averages of T passes
   * @param value mean of the metric over them
   * @param standardError of that mean; NaN for a single repeat
   * @param pairs of repeats that were merged into averages of 2T passes
   * @param gain what merging gained: the mean over pairs of the mean of the two less that of the
   *     merged, so what 2T passes are better than T; NaN without a pair
   * @param gainError standard error of {@code gain}; NaN for fewer than two pairs
   */
  public record Point(
      int passes,
      int repeats,
      double value,
      double standardError,
      int pairs,
      double gain,
      double gainError) {

    /**
     * Returns what T passes are expected to be worse than infinitely many. Bias and variance of an
     * average of T fall as 1/T, so the next doublings gain half, a quarter, …: twice the gain.
     */
    public double excess() {
      return 2 * gain;
    }

    /** Returns how far from 0 the excess may be, at 95 % to one side. */
    double largestExcess() {
      return 2 * (Math.abs(gain) + MARGIN * gainError);
    }
  }

  public AveragingCurve {
    points = List.copyOf(points);
  }

  /**
   * Returns the curve of class probabilities.
   *
   * @param passes its blocks are the single passes, or as many passes as the first point shall
   *     have; blocks must be independent
   * @param reference a long average, independent of {@code passes}, of at least two blocks; null
   *     for metrics against labels
   * @param labels [rows]; null for metrics against the reference
   * @throws IllegalArgumentException if the shapes differ or what the metric needs is missing
   */
  public static AveragingCurve of(
      AveragingMetric metric, MonteCarloAverage passes, MonteCarloAverage reference, int[] labels) {
    return of(
        metric,
        passes.passesPerBlock(),
        passes.blockMeans(),
        metric.ofClasses(passes, reference, labels));
  }

  /**
   * Returns the curve of predicted numbers.
   *
   * @param passes as above
   * @param reference as above
   * @param targets [rows]; null for metrics against the reference
   * @throws IllegalArgumentException as above
   */
  public static AveragingCurve of(
      AveragingMetric metric,
      RegressionAverage passes,
      RegressionAverage reference,
      double[] targets) {
    return of(
        metric, passes.passesPerBlock(), passes.blockMeans(), metric.ofNumbers(reference, targets));
  }

  /**
   * Returns the curve of class probabilities that were averaged anew for every T: for passes that
   * are dependent within an average, such as balanced ones. Its points have no pairs, so {@link
   * #enough} has nothing to go by.
   *
   * @param averages by rising T, which is their passes per block; their blocks are the repeats, at
   *     least two, independent of each other
   * @param reference as above
   * @param labels as above
   * @throws IllegalArgumentException as above
   */
  public static AveragingCurve ofRepeats(
      AveragingMetric metric,
      List<MonteCarloAverage> averages,
      MonteCarloAverage reference,
      int[] labels) {
    UnaryOperator<double[]> measure = metric.ofClasses(averages.get(0), reference, labels);
    return ofRepeats(
        metric,
        averages.stream().map(a -> repeats(a.passesPerBlock(), a.blockMeans(), measure)).toList());
  }

  /**
   * Returns the curve of predicted numbers that were averaged anew for every T; see above.
   *
   * @throws IllegalArgumentException as above
   */
  public static AveragingCurve ofRepeats(
      AveragingMetric metric,
      List<RegressionAverage> averages,
      RegressionAverage reference,
      double[] targets) {
    UnaryOperator<double[]> measure = metric.ofNumbers(reference, targets);
    return ofRepeats(
        metric,
        averages.stream().map(a -> repeats(a.passesPerBlock(), a.blockMeans(), measure)).toList());
  }

  /** The metric of every row in each of several averages of T passes. */
  private record Repeats(int passes, double[][] rows) {}

  private static Repeats repeats(
      int passes, double[][] blockMeans, UnaryOperator<double[]> measure) {
    return new Repeats(passes, measured(List.of(blockMeans), measure));
  }

  private static AveragingCurve ofRepeats(AveragingMetric metric, List<Repeats> levels) {
    List<Point> points =
        levels.stream()
            .map(level -> point(level.passes(), means(level.rows()), new double[0]))
            .toList();
    double[] last = levels.get(levels.size() - 1).rows()[0];
    return new AveragingCurve(metric, last.length, points, standardError(last));
  }

  private static AveragingCurve of(
      AveragingMetric metric,
      int passesPerBlock,
      double[][] blockMeans,
      UnaryOperator<double[]> measure) {
    List<Point> points = new ArrayList<>();
    List<double[]> level = List.of(blockMeans);
    double[][] measured = measured(level, measure);
    int size = passesPerBlock;
    while (true) {
      List<double[]> merged = merged(level);
      double[][] next = measured(merged, measure);
      points.add(point(size, means(measured), means(next)));
      if (merged.isEmpty()) {
        break;
      }
      level = merged;
      measured = next;
      size *= 2;
    }
    return new AveragingCurve(metric, measured[0].length, points, standardError(measured[0]));
  }

  /**
   * Returns the tolerance at which more passes would not show at this number of rows: a quarter of
   * the standard error over rows. An interval of 95 % that is off by so much still covers 94.3 %.
   * Only for metrics against labels; for a divergence from the average state a margin, such as a
   * tenth of KL(MC‖standard).
   *
   * @throws IllegalStateException for a metric that is not against labels
   */
  public double toleranceOfRows() {
    if (!metric.isAgainstLabels()) {
      throw new IllegalStateException(metric + " has no tolerance of its own: state a margin");
    }
    return rowError / 4;
  }

  /**
   * Says from which T on the metric is within {@code tolerance} of what infinitely many passes
   * would give, in expectation over masks. "Is within" includes the noise of this curve, at 95 % to
   * one side; points with fewer than four pairs do not count.
   *
   * @param tolerance above 0, in the unit of the metric
   * @return null where there are too few passes to say
   * @throws IllegalArgumentException if the tolerance is not above 0
   */
  public EnoughPasses enough(double tolerance) {
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance: " + tolerance + ", expected a number above 0");
    }
    List<Point> usable = points.stream().filter(p -> p.pairs() >= FEWEST_PAIRS).toList();
    if (usable.isEmpty()) {
      return null;
    }
    Point first = null;
    for (int i = usable.size() - 1; i >= 0; i--) {
      if (usable.get(i).largestExcess() > tolerance) {
        break;
      }
      first = usable.get(i);
    }
    if (first != null) {
      return new EnoughPasses(first.passes(), true, tolerance);
    }
    Point last = usable.get(usable.size() - 1);
    return new EnoughPasses(
        Math.ceil(last.passes() * (last.largestExcess() / tolerance)), false, tolerance);
  }

  private static double[][] measured(List<double[]> averages, UnaryOperator<double[]> measure) {
    return averages.stream().map(measure).toArray(double[][]::new);
  }

  private static List<double[]> merged(List<double[]> level) {
    List<double[]> merged = new ArrayList<>();
    for (int i = 0; i + 1 < level.size(); i += 2) {
      double[] one = level.get(i);
      double[] two = level.get(i + 1);
      double[] mean = new double[one.length];
      for (int k = 0; k < mean.length; k++) {
        mean[k] = (one[k] + two[k]) / 2;
      }
      merged.add(mean);
    }
    return merged;
  }

  private static Point point(int passes, double[] values, double[] merged) {
    double[] gains = new double[merged.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = (values[2 * i] + values[2 * i + 1]) / 2 - merged[i];
    }
    return new Point(
        passes,
        values.length,
        RowMeasures.mean(values),
        standardError(values),
        gains.length,
        RowMeasures.mean(gains),
        standardError(gains));
  }

  private static double[] means(double[][] rows) {
    double[] means = new double[rows.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = RowMeasures.mean(rows[i]);
    }
    return means;
  }

  private static double standardError(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = RowMeasures.mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
