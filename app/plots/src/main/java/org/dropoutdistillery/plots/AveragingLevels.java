package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.Report;
import org.jfree.chart.axis.ValueAxis;

/**
 * The values that an averaging chart shows, in the unit of its title, and the axis for them.
 *
 * @param curve by independent passes
 * @param balanced by balanced passes; null for none
 * @param levels of the predictors of one pass
 */
record AveragingLevels(AveragingCurve curve, AveragingCurve balanced, List<Level> levels) {
  /** What a predictor of one pass comes to, in the unit of the title. */
  record Level(PredictorSeries predictor, double value) {}

  static AveragingLevels of(
      AveragingCurve curve, AveragingCurve balanced, Report report, ChartOptions options) {
    List<Level> levels = new ArrayList<>();
    for (PredictorSeries predictor : List.of(PredictorSeries.STANDARD, PredictorSeries.STUDENT)) {
      PredictorFigures figures = predictor.of(report);
      double value = figures == null ? Double.NaN : value(curve.metric(), figures);
      if (Double.isFinite(value) && options.shows(predictor)) {
        levels.add(new Level(predictor, shown(curve.metric(), value)));
      }
    }
    return new AveragingLevels(curve, balanced, List.copyOf(levels));
  }

  /**
   * @param logarithmic whether the axis is
   */
  String title(boolean logarithmic) {
    String log = logarithmic ? ", log" : "";
    return switch (curve.metric()) {
      case NLL -> "NLL (nats" + log + ")";
      case ERROR -> "Error (%" + log + ")";
      case KL -> "KL from the MC average (nats" + log + ")";
      case SQUARED_ERROR, SQUARED_DISTANCE ->
          "Mean squared distance from the MC average" + (logarithmic ? " (log)" : "");
      case MSE -> "Mean squared error (unit²" + log + ")";
    };
  }

  /** Returns a value of the metric in the unit of the title. */
  double shown(double value) {
    return shown(curve.metric(), value);
  }

  /** Returns an axis that shows everything; not styled. */
  ValueAxis axis(ChartStyle style, boolean logarithmic) {
    double lowest = values().min().orElse(0);
    double highest = values().max().orElse(1);
    if (!logarithmic) {
      return style.axis(NiceScale.covering(lowest, highest), new PlainFormat());
    }
    double smallest = values().filter(value -> value > 0).min().orElse(Double.NaN);
    return new DecadeAxis(
        highest > 0
            ? DecadeScale.covering(smallest, highest, Double.NaN)
            : new DecadeScale(1e-4, 1));
  }

  private DoubleStream values() {
    Stream<Double> measured = points().stream().map(point -> shown(point.value()));
    Stream<Double> ends =
        points().stream()
            .flatMap(p -> Stream.of(p.value() - p.standardError(), p.value() + p.standardError()))
            .map(this::shown);
    return Stream.of(measured, ends, levels.stream().map(Level::value))
        .flatMap(values -> values)
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite);
  }

  private List<AveragingCurve.Point> points() {
    List<AveragingCurve.Point> points = new ArrayList<>(curve.points());
    if (balanced != null) {
      points.addAll(balanced.points());
    }
    return points;
  }

  private static double shown(AveragingMetric metric, double value) {
    return metric == AveragingMetric.ERROR ? 100 * value : value;
  }

  /** Returns NaN where reports do not have the metric. */
  private static double value(AveragingMetric metric, PredictorFigures figures) {
    return switch (metric) {
      case NLL -> figures.nll().value();
      case ERROR -> ((PredictorReport) figures).error().value();
      case KL, SQUARED_DISTANCE -> figures.toMc().value();
      case SQUARED_ERROR -> Double.NaN;
      case MSE -> {
        double root = ((RegressionPredictorReport) figures).rmse().value();
        yield root * root;
      }
    };
  }
}
