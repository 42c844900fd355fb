package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Reliability;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.run.Costs;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Learning;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Road;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;

/** Curves of the shape that a run on digits has, for tests of what draws them. */
final class SampleRun {
  static final int PASSES = 100;
  static final Costs COSTS = new Costs(0.0021, 0.184, 0.0019);
  private static final int ROWS = 360;

  private SampleRun() {}

  /** Returns a curve with so many points in each phase, 50 steps apart. */
  static List<EvaluationPoint> curve(int teacherPoints, int studentPoints) {
    List<EvaluationPoint> curve = new ArrayList<>();
    for (int i = 0; i < teacherPoints; i++) {
      double loss = i == 0 ? Double.NaN : 0.2 + 2 * Math.exp(-i / 6.0);
      double kl = 0.002 + 0.09 * (1 - Math.exp(-i / 12.0)) + wobble(i, 0.003);
      curve.add(point(50L * i, Phase.TEACHER, loss, i, report(i, kl, Double.NaN)));
    }
    double frozen = 0.092;
    for (int i = 0; i < studentPoints; i++) {
      double kl = 0.0015 + 0.09 * Math.exp(-i / 9.0) + wobble(i, 0.0003);
      long step = 50L * (teacherPoints - 1 + i);
      curve.add(point(step, Phase.STUDENT, 0.1, i, report(teacherPoints, frozen, kl)));
    }
    return curve;
  }

  static EvaluationPoint point(long step, Phase phase, double loss, double epoch, Report report) {
    Learning learning = new Learning(epoch, 1e-3, loss);
    return phase == Phase.TEACHER
        ? new EvaluationPoint(step, phase, learning, null, report)
        : new EvaluationPoint(step, phase, null, learning, report);
  }

  /**
   * Returns what is measured after some epochs of a teacher.
   *
   * @param studentKl KL(MC‖student) in nats; NaN for no student
   */
  static GapReport report(double epoch, double standardKl, double studentKl) {
    boolean distilled = !Double.isNaN(studentKl);
    double start = Math.exp(-epoch / 5);
    PredictorReport standard = predictor(0.055, 0.241, 0.088, 0.034, start, standardKl);
    PredictorReport average = predictor(0.053, 0.19, 0.082, 0.022, start, Double.NaN);
    PredictorReport student =
        distilled ? predictor(0.054, 0.196, 0.083, 0.025, start, studentKl) : null;
    return new GapReport(
        ROWS,
        PASSES,
        0.95,
        standard,
        average,
        student,
        distilled ? around(standardKl - studentKl, 0.01) : null,
        distilled ? around(1 - studentKl / standardKl, 0.008) : null,
        0.0014 + 0.0002 * start,
        0.12,
        distilled
            ? new GapReport.Differences(
                around(-0.001, 0.01),
                around(-0.045, 0.018),
                around(-0.005, 0.002),
                around(-0.009, 0.02),
                McNemar.of(5, 4))
            : null,
        distilled ? around(0.14 / studentKl, 0.02 / studentKl) : null);
  }

  /**
   * Returns what is measured where numbers are predicted; standard is the best of the three.
   *
   * @param standardDistance mean squared distance of standard from MC
   * @param studentDistance of the student; NaN for no student
   */
  static RegressionReport numbers(double standardDistance, double studentDistance) {
    boolean distilled = !Double.isNaN(studentDistance);
    return new RegressionReport(
        ROWS,
        PASSES,
        0.95,
        new RegressionPredictorReport(
            around(0.345, 0.02), around(0.36, 0.07), around(standardDistance, 0.0002)),
        new RegressionPredictorReport(around(0.373, 0.02), around(0.43, 0.07), null),
        distilled
            ? new RegressionPredictorReport(
                around(0.374, 0.02),
                around(0.44, 0.07),
                around(studentDistance, 0.3 * Math.abs(studentDistance)))
            : null,
        distilled ? around(standardDistance - studentDistance, 0.0002) : null,
        distilled ? around(1 - studentDistance / standardDistance, 0.01) : null,
        0.00043,
        0.043,
        distilled
            ? new RegressionReport.Differences(around(0.02, 0.003), around(0.077, 0.007))
            : null,
        distilled ? around(0.043 / studentDistance, 0.01 / studentDistance) : null);
  }

  /**
   * Returns the curve of a metric that falls as 1/T, exactly known, on the rows of {@link #report}.
   *
   * @param end value at infinitely many passes
   * @param first what a single pass is worse
   */
  static AveragingCurve averaging(AveragingMetric metric, double end, double first) {
    List<AveragingCurve.Point> points = new ArrayList<>();
    for (int passes = 1; passes <= 512; passes *= 2) {
      int repeats = 512 / passes;
      double excess = first / passes;
      points.add(
          new AveragingCurve.Point(
              passes,
              repeats,
              end + excess,
              repeats > 1 ? 0.001 * excess : Double.NaN,
              repeats / 2,
              excess / 2,
              0.001 * excess));
    }
    return new AveragingCurve(metric, ROWS, points, 0.02);
  }

  /** Returns what is measured of classes on the test rows, with all that a recipe can ask for. */
  static TestResult test() {
    GapReport report = report(60, 0.0923, 0.00213);
    return new TestResult(
        report,
        COSTS,
        List.of(
            road(Road.MOMENTS, 0.0077, 0.0055),
            road(Road.MOMENTS_FIELD, 0.0012, -0.0009),
            road(Road.MOMENTS_SAMPLED, 0.0022, 0.0001),
            new RoadResult(
                Road.EXACT, null, Double.NaN, null, "row 3 has at least 2^58 masks, too many"),
            new RoadResult(
                Road.EXPECTATION_LINEAR,
                new RoadReport(
                    predictor(0.05, 0.23, 0.08, 0.03, 0, 0.101),
                    around(-0.1, 0.05),
                    around(0.099, 0.01)),
                0.0025,
                report(60, 0.0741, Double.NaN),
                null)),
        List.of(
            averaging(AveragingMetric.NLL, 0.19, 0.18),
            averaging(AveragingMetric.ERROR, 0.053, 0.02),
            averaging(AveragingMetric.KL, 0, 0.14),
            averaging(AveragingMetric.SQUARED_ERROR, 0, 0.2)));
  }

  private static RoadResult road(Road road, double kl, double studentAdvantage) {
    return new RoadResult(
        road,
        new RoadReport(
            predictor(0.054, 0.2, 0.083, 0.03, 0, kl),
            around(1 - kl / 0.0923, 0.01),
            around(studentAdvantage, 0.0004)),
        0.27,
        null,
        null);
  }

  static Interval around(double value, double margin) {
    return new Interval(value, value - margin, value + margin);
  }

  private static PredictorReport predictor(
      double error, double nll, double brier, double ece, double start, double kl) {
    return new PredictorReport(
        around(error + 0.84 * start, 0.02),
        around(nll + 2.1 * start, 0.03),
        around(brier + 0.8 * start, 0.01),
        ece + 0.1 * start,
        Double.isNaN(kl) ? null : around(kl, 0.1 * kl),
        reliability(ece),
        1.1 * ece,
        ece / 5,
        0.2 + start,
        Double.isNaN(kl) ? null : Math.sqrt(Math.abs(kl) / 4),
        Double.isNaN(kl) ? null : 0.98);
  }

  /** A predictor that is overconfident by about the given share, with empty bins below 0.2. */
  static Reliability reliability(double overconfidence) {
    int[] counts = {0, 0, 0, 2, 4, 3, 5, 7, 6, 9, 12, 17, 28, 47, 220};
    List<Reliability.Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double low = i / 15.0;
      double high = (i + 1) / 15.0;
      double confidence = counts[i] == 0 ? 0 : low + (0.3 + 9 * overconfidence) / 15;
      double accuracy =
          counts[i] == 0
              ? 0
              : Math.max(
                  0,
                  Math.min(
                      1, confidence - 4 * overconfidence * (1.2 - confidence) + wobble(i, 0.06)));
      bins.add(new Reliability.Bin(low, high, counts[i], confidence, accuracy));
    }
    return new Reliability(bins);
  }

  private static double wobble(int i, double size) {
    return size * Math.sin(2.3 * i) * Math.cos(0.7 * i + 1);
  }
}
