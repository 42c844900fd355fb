package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Measures how far apart standard, Monte-Carlo and student are in predicting one real number. */
public final class RegressionEvaluator {
  private final double confidence;
  private final MaskedIntervals intervals;

  /**
   * @param resamples of the bootstrap
   * @param confidence level of every interval, in (0, 1)
   * @param seed of the bootstrap
   * @param dependence whether rows share masks in the averages that will be given
   * @throws IllegalArgumentException if the confidence is not in (0, 1), or its tails hold less
   *     than one resample
   */
  public RegressionEvaluator(
      int resamples, double confidence, long seed, RowDependence dependence) {
    this(confidence, new MaskedIntervals(resamples, confidence, seed, dependence));
  }

  private RegressionEvaluator(double confidence, MaskedIntervals intervals) {
    this.confidence = confidence;
    this.intervals = intervals;
  }

  /**
   * Returns the same for a {@link #report} that may be given up: it is null then.
   *
   * @param cancelled looked at after each resample, on the thread that computes
   */
  public RegressionEvaluator whileNot(BooleanSupplier cancelled) {
    return new RegressionEvaluator(confidence, intervals.whileNot(cancelled));
  }

  /**
   * Returns the report. Deterministic.
   *
   * @param standard [rows]: one pass without masks
   * @param student [rows]; null before there is one
   * @param targets [rows]
   * @param noise of each predictor, from validation rows
   * @return null if cancelled, see {@link #whileNot}
   * @throws IllegalArgumentException if the numbers of rows differ or a variance is not above 0
   */
  public RegressionReport report(
      double[] standard,
      RegressionAverage average,
      double[] student,
      double[] targets,
      NoiseVariance noise) {
    try {
      return measure(standard, average, student, targets, noise);
    } catch (CancellationException givenUp) {
      return null;
    }
  }

  private RegressionReport measure(
      double[] standard,
      RegressionAverage average,
      double[] student,
      double[] targets,
      NoiseVariance noise) {
    MaskedRows standardDistance = distance(average, standard);
    MaskedRows studentDistance = student == null ? null : distance(average, student);
    RegressionPredictorReport ofStandard =
        predictor(standard, targets, even(noise.standard(), targets), standardDistance);
    double maskVariance = RowMeasures.mean(average.variance());
    double resolution = resolution(average);
    return new RegressionReport(
        targets.length,
        average.passes(),
        confidence,
        ofStandard,
        ofAverage(average, targets, noise.monteCarlo()),
        student == null
            ? null
            : predictor(student, targets, even(noise.student(), targets), studentDistance),
        student == null ? null : intervals.mean(headline(average, standard, student)),
        student == null
            ? null
            : intervals.shareClosed(
                studentDistance, standardDistance, ofStandard.distanceToMc(), resolution),
        maskVariance / average.passes(),
        maskVariance,
        student == null ? null : differences(standard, student, targets, noise),
        student == null
            ? null
            : EquivalentPasses.of(studentDistance, spread(average), resolution, intervals));
  }

  /**
   * Returns the report of another road to the average, on the rows of a {@link #report}.
   *
   * @param standard [rows]: what closes none of the gap
   * @param student [rows]; null before there is one
   * @param road [rows]: any predictions of the same rows
   * @param variance [rows]: of the targets about the road, noise and masks together; above 0
   * @throws IllegalArgumentException if the numbers of rows differ or a variance is not above 0
   */
  public RoadReport road(
      double[] standard,
      RegressionAverage average,
      double[] student,
      double[] road,
      double[] variance,
      double[] targets) {
    MaskedRows standardDistance = distance(average, standard);
    MaskedRows roadDistance = distance(average, road);
    return new RoadReport(
        predictor(road, targets, variance, roadDistance),
        intervals.shareClosed(
            roadDistance, standardDistance, intervals.mean(standardDistance), resolution(average)),
        student == null ? null : intervals.mean(headline(average, road, student)));
  }

  private RegressionPredictorReport predictor(
      double[] predictions, double[] targets, double[] variance, MaskedRows distance) {
    return new RegressionPredictorReport(
        root(intervals.rows().mean(RegressionRows.squaredDistance(targets, predictions))),
        intervals.rows().mean(RegressionRows.gaussianNll(targets, predictions, variance)),
        intervals.mean(distance));
  }

  private RegressionPredictorReport ofAverage(
      RegressionAverage average, double[] targets, double noise) {
    double[] variance = Arrays.stream(average.variance()).map(v -> v + noise).toArray();
    return new RegressionPredictorReport(
        root(
            intervals.mean(
                asReported(average, mean -> RegressionRows.squaredDistance(targets, mean)))),
        intervals.mean(
            asReported(average, mean -> RegressionRows.gaussianNll(targets, mean, variance))),
        null);
  }

  private RegressionReport.Differences differences(
      double[] standard, double[] student, double[] targets, NoiseVariance noise) {
    return new RegressionReport.Differences(
        intervals
            .rows()
            .meanDifference(
                RegressionRows.squaredDistance(targets, student),
                RegressionRows.squaredDistance(targets, standard)),
        intervals
            .rows()
            .meanDifference(
                RegressionRows.gaussianNll(targets, student, even(noise.student(), targets)),
                RegressionRows.gaussianNll(targets, standard, even(noise.standard(), targets))));
  }

  /** Returns the same variance for every row. */
  private static double[] even(double variance, double[] rows) {
    double[] variances = new double[rows.length];
    Arrays.fill(variances, variance);
    return variances;
  }

  /** The jackknife of a square takes away exactly the variance over blocks. */
  private static MaskedRows distance(RegressionAverage average, double[] predictions) {
    return new MaskedRows(
        RegressionRows.debiasedDistance(average, predictions),
        () ->
            Jackknife.pseudoValues(
                average.blockMeans(),
                average.mean(),
                mean -> RegressionRows.squaredDistance(mean, predictions)));
  }

  /** (f̂ − s)² − (f̂ − g)² is linear in f̂, so it needs no correction. */
  private static MaskedRows headline(
      RegressionAverage average, double[] standard, double[] student) {
    UnaryOperator<double[]> measure =
        mean ->
            Shapes.differences(
                RegressionRows.squaredDistance(mean, standard),
                RegressionRows.squaredDistance(mean, student));
    return new MaskedRows(
        measure.apply(average.mean()),
        () -> Arrays.stream(average.blockMeans()).map(measure).toArray(double[][]::new));
  }

  private static MaskedRows asReported(RegressionAverage average, UnaryOperator<double[]> measure) {
    double[] rows = measure.apply(average.mean());
    return new MaskedRows(
        rows,
        () ->
            Jackknife.about(
                rows, Jackknife.pseudoValues(average.blockMeans(), average.mean(), measure)));
  }

  private static MaskedRows spread(RegressionAverage average) {
    double[][] blocks = new double[average.blockMeans().length][];
    Arrays.fill(blocks, average.variance());
    return new MaskedRows(average.variance(), () -> blocks);
  }

  /** Outputs in float32 are good to about 1e-6 of their size. */
  private static double resolution(RegressionAverage average) {
    return 1e-12 * Arrays.stream(average.mean()).map(f -> f * f).average().orElseThrow();
  }

  private static Interval root(Interval square) {
    return new Interval(
        Math.sqrt(square.value()),
        Math.sqrt(Math.max(square.low(), 0)),
        Math.sqrt(Math.max(square.high(), 0)));
  }
}
