package org.dropoutdistillery.evaluate;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
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
  private final MaskedIntervals intervals;
  private final BooleanSupplier cancelled;

  /**
   * For averages with masks of their own for every row.
   *
   * @param bins of the reliability diagrams, 15 by custom
   * @param resamples of the bootstrap
   * @param confidence level of every interval, in (0, 1)
   * @param seed of the bootstrap; every call of {@link #report} draws the same resamples
   * @throws IllegalArgumentException if there is no bin, the confidence is not in (0, 1), or its
   *     tails hold less than one resample
   */
  public GapEvaluator(int bins, int resamples, double confidence, long seed) {
    this(bins, resamples, confidence, seed, RowDependence.INDEPENDENT);
  }

  /**
   * As above.
   *
   * @param dependence whether rows share masks in the averages that will be given
   */
  public GapEvaluator(
      int bins, int resamples, double confidence, long seed, RowDependence dependence) {
    ConfidenceGaps.requireBins(bins);
    this.bins = bins;
    this.resamples = resamples;
    this.confidence = confidence;
    this.seed = seed;
    intervals = new MaskedIntervals(resamples, confidence, seed, dependence);
    cancelled = () -> false;
  }

  private GapEvaluator(GapEvaluator of, BooleanSupplier cancelled) {
    bins = of.bins;
    resamples = of.resamples;
    confidence = of.confidence;
    seed = of.seed;
    intervals = of.intervals.whileNot(cancelled);
    this.cancelled = cancelled;
  }

  /**
   * Returns the same for a {@link #report} that may be given up: it is null then.
   *
   * @param newCancelled looked at after each resample, on the thread that computes
   */
  public GapEvaluator whileNot(BooleanSupplier newCancelled) {
    return new GapEvaluator(this, newCancelled);
  }

  /**
   * Returns the report. Deterministic.
   *
   * @param standard one pass without masks, [rows, classes]
   * @param average of at least two independent blocks
   * @param student null before there is one
   * @param labels [rows], each in [0, classes)
   * @return null if cancelled, see {@link #whileNot}
   * @throws IllegalArgumentException if shapes or labels do not fit, or there are fewer than two
   *     blocks
   */
  public GapReport report(
      Predictions standard, MonteCarloAverage average, Predictions student, int[] labels) {
    try {
      return measure(standard, average, student, labels);
    } catch (CancellationException givenUp) {
      return null;
    }
  }

  private GapReport measure(
      Predictions standard, MonteCarloAverage average, Predictions student, int[] labels) {
    AverageFigures figures = new AverageFigures(average);
    PredictorMeasures measures = measures(labels, figures);
    MaskedRows standardKl = figures.divergence(standard);
    PredictorReport standardReport = measures.of(standard, standardKl);
    MaskedRows studentKl = student == null ? null : figures.divergence(student);
    return new GapReport(
        labels.length,
        average.passes(),
        confidence,
        standardReport,
        measures.ofAverage(),
        student == null ? null : measures.of(student, studentKl),
        student == null ? null : intervals.mean(figures.headline(standard, student)),
        student == null ? null : closed(studentKl, standardKl, standardReport),
        MaskSpread.noiseFloor(average),
        RowMeasures.mean(MaskSpread.mutualInformationRows(average, figures.entropy())),
        student == null ? null : differences(student, standard, labels),
        student == null
            ? null
            : EquivalentPasses.of(studentKl, figures.halfChiSquare(), RESOLUTION, intervals));
  }

  /**
   * Returns the report of another road to the average, on the rows of a {@link #report}.
   *
   * @param standard what closes none of the gap
   * @param student null before there is one
   * @param road any predictions of the same rows
   * @throws IllegalArgumentException if shapes or labels do not fit, or there are fewer than two
   *     blocks
   */
  public RoadReport road(
      Predictions standard,
      MonteCarloAverage average,
      Predictions student,
      Predictions road,
      int[] labels) {
    AverageFigures figures = new AverageFigures(average);
    PredictorMeasures measures = measures(labels, figures);
    MaskedRows standardKl = figures.divergence(standard);
    MaskedRows roadKl = figures.divergence(road);
    return new RoadReport(
        measures.of(road, roadKl),
        intervals.shareClosed(roadKl, standardKl, intervals.mean(standardKl), RESOLUTION),
        student == null ? null : intervals.mean(figures.headline(road, student)));
  }

  private PredictorMeasures measures(int[] labels, AverageFigures figures) {
    return new PredictorMeasures(labels, bins, confidence, intervals, figures);
  }

  private Interval closed(MaskedRows student, MaskedRows standard, PredictorReport report) {
    return intervals.shareClosed(student, standard, report.klToMc(), RESOLUTION);
  }

  private Differences differences(Predictions student, Predictions standard, int[] labels) {
    McNemar rightness =
        rightness(RowMeasures.errors(student, labels), RowMeasures.errors(standard, labels));
    return new Differences(
        // Who alone is right leaves the other alone wrong.
        PairedProportions.difference(
            /* onlyFirst= */ rightness.onlySecond(),
            /* onlySecond= */ rightness.onlyFirst(),
            labels.length,
            confidence),
        intervals
            .rows()
            .meanDifference(RowMeasures.nll(student, labels), RowMeasures.nll(standard, labels)),
        intervals
            .rows()
            .meanDifference(
                RowMeasures.brier(student, labels), RowMeasures.brier(standard, labels)),
        CalibrationDifference.interval(
            student, standard, labels, bins, resamples, confidence, seed, cancelled),
        rightness);
  }

  private static McNemar rightness(double[] studentErrors, double[] standardErrors) {
    int onlyStudent = 0;
    int onlyStandard = 0;
    for (int row = 0; row < studentErrors.length; row++) {
      onlyStudent += studentErrors[row] < standardErrors[row] ? 1 : 0;
      onlyStandard += standardErrors[row] < studentErrors[row] ? 1 : 0;
    }
    return McNemar.of(onlyStudent, onlyStandard);
  }
}
