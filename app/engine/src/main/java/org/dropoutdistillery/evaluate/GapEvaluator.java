package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.evaluate.GapReport.Differences;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/** Measures how far apart standard, Monte-Carlo and student are on one set of labelled rows. */
public final class GapEvaluator {
  /**
   * Divergences up to this many nats are rounding: logits in float32 are good to about 1e-5, and a
   * divergence is quadratic in their error.
   */
  static final double RESOLUTION = 1e-9;

  private final int bins;
  private final int resamples;
  private final double confidence;
  private final long seed;
  private final BootstrapT bootstrap;

  /**
   * @param bins of the reliability diagrams, 15 by custom
   * @param resamples of the bootstrap
   * @param confidence level of every interval, in (0, 1)
   * @param seed of the bootstrap; every call of {@link #report} draws the same resamples
   * @throws IllegalArgumentException if there is no bin, the confidence is not in (0, 1), or its
   *     tails hold less than one resample
   */
  public GapEvaluator(int bins, int resamples, double confidence, long seed) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins: " + bins + ", expected at least 1");
    }
    this.bins = bins;
    this.resamples = resamples;
    this.confidence = confidence;
    this.seed = seed;
    bootstrap = new BootstrapT(resamples, confidence, seed);
  }

  /**
   * Returns the report. Deterministic.
   *
   * @param standard one pass without masks, [rows, classes]
   * @param average of at least two blocks, with masks of its own for every row
   * @param student null before there is one
   * @param labels [rows], each in [0, classes)
   * @throws IllegalArgumentException if shapes or labels do not fit, or there are fewer than two
   *     blocks
   */
  public GapReport report(
      Predictions standard, MonteCarloAverage average, Predictions student, int[] labels) {
    double[] entropy = Entropy.debiasedRows(average);
    double[] standardKl = KullbackLeibler.debiasedRows(average, entropy, standard);
    PredictorReport standardReport = predictor(standard, labels, standardKl);
    PredictorReport averageReport = predictor(average.predictions(), labels, null);
    double[] studentKl =
        student == null ? null : KullbackLeibler.debiasedRows(average, entropy, student);
    return new GapReport(
        labels.length,
        average.passes(),
        confidence,
        standardReport,
        averageReport,
        student == null ? null : predictor(student, labels, studentKl),
        student == null
            ? null
            : bootstrap.mean(KullbackLeibler.headlineRows(average, standard, student)),
        student == null ? null : gapClosed(studentKl, standardKl, standardReport.klToMc()),
        MaskSpread.noiseFloor(average),
        RowMeasures.mean(MaskSpread.mutualInformationRows(average, entropy)),
        student == null ? null : differences(student, standard, labels));
  }

  private PredictorReport predictor(Predictions predictions, int[] labels, double[] kl) {
    Reliability reliability = Reliability.of(predictions, labels, bins);
    int errors = (int) Arrays.stream(RowMeasures.errors(predictions, labels)).sum();
    return new PredictorReport(
        WilsonInterval.of(errors, labels.length, confidence),
        bootstrap.mean(RowMeasures.nll(predictions, labels)),
        bootstrap.mean(RowMeasures.brier(predictions, labels)),
        reliability.expectedCalibrationError(),
        kl == null ? null : bootstrap.mean(kl),
        reliability);
  }

  private Interval gapClosed(double[] studentKl, double[] standardKl, Interval gap) {
    if (!(gap.low() > RESOLUTION)) {
      return null;
    }
    Interval share = bootstrap.shareClosed(studentKl, standardKl);
    return Double.isFinite(share.low()) && Double.isFinite(share.high()) ? share : null;
  }

  private Differences differences(Predictions student, Predictions standard, int[] labels) {
    return new Differences(
        errorDifference(RowMeasures.errors(student, labels), RowMeasures.errors(standard, labels)),
        bootstrap.meanDifference(
            RowMeasures.nll(student, labels), RowMeasures.nll(standard, labels)),
        bootstrap.meanDifference(
            RowMeasures.brier(student, labels), RowMeasures.brier(standard, labels)),
        CalibrationDifference.interval(
            student, standard, labels, bins, resamples, confidence, seed));
  }

  private Interval errorDifference(double[] student, double[] standard) {
    int onlyStudent = 0;
    int onlyStandard = 0;
    for (int row = 0; row < student.length; row++) {
      onlyStudent += student[row] > standard[row] ? 1 : 0;
      onlyStandard += standard[row] > student[row] ? 1 : 0;
    }
    return PairedProportions.difference(onlyStudent, onlyStandard, student.length, confidence);
  }
}
