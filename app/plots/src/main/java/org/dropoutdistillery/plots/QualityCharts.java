package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * One measure of quality of the three predictors against steps.
 *
 * <p>The start, in which an untrained network is far worse than it ever will be again, does not
 * stretch the axis: where it lies far above what follows, the axis ends below it and the title says
 * how high it is.
 */
public final class QualityCharts {
  /** Room for the names of the curves, at scale 1. */
  private static final double RIGHT = 62;

  private static final double START_UP = 0.15;
  private static final double FAR_ABOVE = 1.6;

  private QualityCharts() {}

  /**
   * Returns the chart of one measure; its dataset has one series, whose key it is, for each {@link
   * PredictorSeries}, the student's only where there is one. Values that are not finite are left
   * out.
   *
   * @param curve the points of one run, by step
   * @param changes made during the run, which get marks
   */
  public static JFreeChart of(
      List<EvaluationPoint> curve, List<LiveChange> changes, QualityMeasure measure, Theme theme) {
    return of(RunCurve.whole(curve, changes), measure, ChartOptions.LINEAR, theme);
  }

  /**
   * Returns the chart as a person wants to see it. A logarithmic axis shows the start too, and
   * leaves out values that are not above 0.
   */
  public static JFreeChart of(
      RunCurve run, QualityMeasure measure, ChartOptions options, Theme theme) {
    Map<PredictorSeries, List<CurvePoint>> whole = new EnumMap<>(PredictorSeries.class);
    for (PredictorSeries series : PredictorSeries.values()) {
      List<CurvePoint> values = values(run.points(), measure, series, options.logarithmic());
      boolean there = series != PredictorSeries.STUDENT || !values.isEmpty();
      if (there && options.shows(series)) {
        whole.put(series, values);
      }
    }
    double highest = highest(whole, Double.NEGATIVE_INFINITY);
    double settled = highest(whole, startUpEnds(run.points()));
    boolean cut = !options.logarithmic() && settled > 0 && highest > FAR_ABOVE * settled;
    double lowest = lowest(whole);

    StepPlot steps = new StepPlot(run, theme);
    ChartStyle style = new ChartStyle(theme);
    ValueAxis axis =
        options.logarithmic()
            ? logarithmic(lowest, highest)
            : style.axis(NiceScale.covering(lowest, cut ? settled : highest), new PlainFormat());
    style.axis(axis);
    Decimation decimation = run.decimation(options);
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = StepPlot.lines();
    whole.forEach((name, values) -> add(name, decimation.of(values), data, renderer));
    whole.keySet().forEach(name -> style(name, data, renderer, steps, theme));
    XYPlot plot = steps.of(data, renderer, axis, RIGHT);
    steps.name(plot, names(whole, theme));
    options.zoom(plot);
    return style.chart(title(measure, options, cut ? highest : 0), plot, StepPlot.LEFT);
  }

  private static String title(QualityMeasure measure, ChartOptions options, double cutAt) {
    return measure.title()
        + (options.logarithmic() ? ", log" : "")
        + (cutAt > 0 ? ", first steps up to " + Figures.significant(cutAt, 2) : "");
  }

  private static DecadeAxis logarithmic(double lowest, double highest) {
    return new DecadeAxis(
        highest > 0 ? DecadeScale.covering(lowest, highest, Double.NaN) : new DecadeScale(1e-2, 1));
  }

  private static void add(
      PredictorSeries name,
      List<CurvePoint> values,
      XYSeriesCollection data,
      XYLineAndShapeRenderer renderer) {
    StepTips.show(renderer, data.getSeriesCount(), name.label(), values);
    XYSeries series = new XYSeries(name, false, true);
    values.forEach(point -> series.add(point.step(), point.value()));
    data.addSeries(series);
  }

  private static void style(
      PredictorSeries name,
      XYSeriesCollection data,
      XYLineAndShapeRenderer renderer,
      StepPlot steps,
      Theme theme) {
    int series = data.indexOf(name);
    int points = data.getItemCount(series);
    steps.line(renderer, series, points, name.color(theme.palette()), theme.line(1.7));
  }

  private static List<CurvePoint> values(
      List<EvaluationPoint> curve,
      QualityMeasure measure,
      PredictorSeries predictor,
      boolean aboveZero) {
    List<CurvePoint> values = new ArrayList<>();
    for (EvaluationPoint point : curve) {
      PredictorFigures figures = predictor.of(point.report());
      double value = figures == null ? Double.NaN : measure.of(figures);
      if (Double.isFinite(value) && (value > 0 || !aboveZero)) {
        values.add(CurvePoint.exact((double) point.step(), value));
      }
    }
    return values;
  }

  private static double startUpEnds(List<EvaluationPoint> curve) {
    if (curve.isEmpty()) {
      return 0;
    }
    long first = curve.get(0).step();
    return first + START_UP * (curve.get(curve.size() - 1).step() - first);
  }

  private static double highest(Map<?, List<CurvePoint>> curves, double fromStep) {
    return curves.values().stream()
        .flatMap(List::stream)
        .filter(point -> point.step() >= fromStep)
        .mapToDouble(CurvePoint::value)
        .max()
        .orElse(0);
  }

  private static double lowest(Map<?, List<CurvePoint>> curves) {
    return curves.values().stream()
        .flatMap(List::stream)
        .mapToDouble(CurvePoint::value)
        .min()
        .orElse(0);
  }

  private static List<EdgeLabels.Label> names(
      Map<PredictorSeries, List<CurvePoint>> curves, Theme theme) {
    List<EdgeLabels.Label> labels = new ArrayList<>();
    curves.forEach(
        (name, points) -> {
          if (!points.isEmpty()) {
            double last = points.get(points.size() - 1).value();
            labels.add(new EdgeLabels.Label(last, name.label(), "", name.color(theme.palette())));
          }
        });
    return labels;
  }
}
