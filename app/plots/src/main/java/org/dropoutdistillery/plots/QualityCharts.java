package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataItem;
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

  private static final double COMPACT_RIGHT = 12;

  /** Width of a letter of a title, at scale 1. */
  private static final double TITLE_LETTER = 8;

  private static final int COMPACT_PARTS = 2;

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
    return of(curve, changes, measure, theme, ChartOptions.ALL);
  }

  /** Returns the chart as somebody wants to see it. */
  public static JFreeChart of(
      List<EvaluationPoint> curve,
      List<LiveChange> changes,
      QualityMeasure measure,
      Theme theme,
      ChartOptions options) {
    XYSeriesCollection data = new XYSeriesCollection();
    for (PredictorSeries series : PredictorSeries.values()) {
      XYSeries values = values(curve, measure, series, options);
      boolean isThere = series != PredictorSeries.STUDENT || !values.isEmpty();
      if (isThere && options.shows(series)) {
        data.addSeries(values);
      }
    }
    double highest = highest(data, Double.NEGATIVE_INFINITY);
    double settled = highest(data, startUpEnds(curve));
    boolean cut = settled > 0 && highest > FAR_ABOVE * settled;
    NiceScale scale = NiceScale.covering(lowest(data), cut ? settled : highest);

    StepPlot steps = new StepPlot(curve, changes, theme, options);
    ChartStyle style = new ChartStyle(theme);
    NumberAxis axis =
        style.axis(options.compact() ? scale.inParts(COMPACT_PARTS) : scale, new PlainFormat());
    double right = options.compact() ? COMPACT_RIGHT : RIGHT;
    XYPlot plot = steps.of(data, renderer(data, steps, theme), axis, right);
    if (options.compact()) {
      return style.chart(compactTitle(measure, cut ? highest : 0, options, theme), plot, 0);
    }
    steps.name(plot, names(data, theme));
    String title =
        measure.title() + (cut ? ", first steps up to " + Figures.significant(highest, 2) : "");
    return style.chart(title, plot, StepPlot.LEFT);
  }

  /**
   * @param cutAt value of the start where the axis ends below it; else 0
   */
  private static String compactTitle(
      QualityMeasure measure, double cutAt, ChartOptions options, Theme theme) {
    String title = measure.shortTitle() + " · start " + Figures.significant(cutAt, 2);
    boolean fits = title.length() * theme.px(TITLE_LETTER) <= options.columns();
    return cutAt > 0 && fits ? title : measure.shortTitle();
  }

  private static XYSeries values(
      List<EvaluationPoint> curve,
      QualityMeasure measure,
      PredictorSeries predictor,
      ChartOptions options) {
    List<GapCurves.Point> items = new ArrayList<>();
    for (EvaluationPoint point : curve) {
      PredictorFigures figures = predictor.of(point.report());
      double value = figures == null ? Double.NaN : measure.of(figures);
      if (Double.isFinite(value)) {
        items.add(GapCurves.Point.exact((double) point.step(), value));
      }
    }
    XYSeries series = new XYSeries(predictor, false, true);
    Decimation.of(items, options.places())
        .forEach(point -> series.add(point.step(), point.value()));
    return series;
  }

  private static double startUpEnds(List<EvaluationPoint> curve) {
    if (curve.isEmpty()) {
      return 0;
    }
    long first = curve.get(0).step();
    return first + START_UP * (curve.get(curve.size() - 1).step() - first);
  }

  private static double highest(XYSeriesCollection data, double fromStep) {
    return items(data).stream()
        .filter(item -> item.getXValue() >= fromStep)
        .mapToDouble(XYDataItem::getYValue)
        .max()
        .orElse(0);
  }

  private static double lowest(XYSeriesCollection data) {
    return items(data).stream().mapToDouble(XYDataItem::getYValue).min().orElse(0);
  }

  private static List<XYDataItem> items(XYSeriesCollection data) {
    List<XYDataItem> items = new ArrayList<>();
    for (int s = 0; s < data.getSeriesCount(); s++) {
      XYSeries series = data.getSeries(s);
      for (int i = 0; i < series.getItemCount(); i++) {
        items.add(series.getDataItem(i));
      }
    }
    return items;
  }

  private static PredictorSeries predictor(XYSeriesCollection data, int series) {
    return (PredictorSeries) data.getSeriesKey(series);
  }

  private static XYLineAndShapeRenderer renderer(
      XYSeriesCollection data, StepPlot steps, Theme theme) {
    XYLineAndShapeRenderer renderer = StepPlot.lines();
    for (int s = 0; s < data.getSeriesCount(); s++) {
      PointTips.show(renderer, s, predictor(data, s).label(), points(data.getSeries(s)));
      steps.line(
          renderer,
          s,
          data.getItemCount(s),
          predictor(data, s).color(theme.palette()),
          theme.line(1.7));
    }
    return renderer;
  }

  private static List<GapCurves.Point> points(XYSeries series) {
    List<GapCurves.Point> points = new ArrayList<>();
    for (int i = 0; i < series.getItemCount(); i++) {
      XYDataItem item = series.getDataItem(i);
      points.add(GapCurves.Point.exact(item.getXValue(), item.getYValue()));
    }
    return points;
  }

  private static List<EdgeLabels.Label> names(XYSeriesCollection data, Theme theme) {
    List<EdgeLabels.Label> labels = new ArrayList<>();
    for (int s = 0; s < data.getSeriesCount(); s++) {
      XYSeries series = data.getSeries(s);
      PredictorSeries predictor = predictor(data, s);
      if (!series.isEmpty()) {
        double last = series.getDataItem(series.getItemCount() - 1).getYValue();
        labels.add(
            new EdgeLabels.Label(last, predictor.label(), "", predictor.color(theme.palette())));
      }
    }
    return labels;
  }
}
