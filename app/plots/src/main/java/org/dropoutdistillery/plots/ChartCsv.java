package org.dropoutdistillery.plots;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;

/**
 * The numbers of charts as CSV, as they were measured: nothing thinned out or cut. What was not
 * measured is an empty field.
 */
public final class ChartCsv {
  private ChartCsv() {}

  /** Returns step, distances from the Monte-Carlo average with intervals, and the noise floor. */
  public static String gap(List<EvaluationPoint> curve) {
    StringBuilder csv =
        header("step,standard,standard_low,standard_high,student,student_low,student_high,floor");
    for (EvaluationPoint point : curve) {
      Report report = point.report();
      Interval standard = report.standardToMc();
      Interval student = report.studentToMc() == null ? nothing() : report.studentToMc();
      csv.append(point.step());
      line(
          csv,
          standard.value(),
          standard.low(),
          standard.high(),
          student.value(),
          student.low(),
          student.high(),
          report.noiseFloor());
    }
    return csv.toString();
  }

  /** Returns step and the measure of the three predictors, in the unit of its title. */
  public static String quality(List<EvaluationPoint> curve, QualityMeasure measure) {
    StringBuilder csv = header("step,standard,mc,student");
    for (EvaluationPoint point : curve) {
      csv.append(point.step());
      line(
          csv,
          Arrays.stream(PredictorSeries.values())
              .map(series -> series.of(point.report()))
              .mapToDouble(figures -> value(measure, figures))
              .toArray());
    }
    return csv.toString();
  }

  /**
   * Returns T and the metric of Monte-Carlo, in its own unit.
   *
   * @param balanced null for none
   */
  public static String averaging(AveragingCurve independent, AveragingCurve balanced) {
    StringBuilder csv = header("masks,passes,repeats,value,standard_error");
    addAveraging(csv, "independent", independent);
    if (balanced != null) {
      addAveraging(csv, "balanced", balanced);
    }
    return csv.toString();
  }

  private static void addAveraging(StringBuilder csv, String masks, AveragingCurve curve) {
    for (AveragingCurve.Point point : curve.points()) {
      csv.append(masks).append(',').append(point.passes()).append(',').append(point.repeats());
      line(csv, point.value(), point.standardError());
    }
  }

  private static double value(QualityMeasure measure, PredictorFigures figures) {
    return figures == null ? Double.NaN : measure.of(figures);
  }

  private static Interval nothing() {
    return new Interval(Double.NaN, Double.NaN, Double.NaN);
  }

  private static StringBuilder header(String names) {
    return new StringBuilder(names).append('\n');
  }

  private static void line(StringBuilder csv, double... values) {
    csv.append(
        Arrays.stream(values)
            .mapToObj(value -> "," + (Double.isFinite(value) ? Double.toString(value) : ""))
            .collect(Collectors.joining("", "", "\n")));
  }
}
