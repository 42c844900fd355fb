package org.dropoutdistillery.plots;

import java.awt.Color;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.Report;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * What averaging more passes is worth: a metric of the Monte-Carlo average against the number T of
 * its passes, on a logarithmic axis, with a band of one standard error over masks to each side;
 * standard and student, which take one pass, as level lines. Marks above the plot say from which T
 * on more passes would not show, and, where distances from the true average are drawn, at which T
 * Monte-Carlo stands as far from it as the student.
 *
 * <p>Distances have a logarithmic axis; one at or below its end is drawn there.
 */
public final class AveragingChart {
  private static final double LEFT = 52;
  private static final double RIGHT = 74;

  private static final String BALANCED = "balanced";

  private final AveragingCurve curve;
  private final AveragingCurve balanced;
  private final AveragingLevels levels;
  private final PassMarks marks;
  private final Theme theme;
  private final ChartStyle style;

  private AveragingChart(
      AveragingCurve curve, AveragingCurve balanced, Report report, Theme theme) {
    this.curve = curve;
    this.balanced = balanced;
    this.levels = AveragingLevels.of(curve, balanced, report);
    this.marks = PassMarks.of(curve, report, theme);
    this.theme = theme;
    this.style = new ChartStyle(theme);
  }

  /**
   * Returns the chart: dataset 0 the curve with its band, 1 the levels, a series for each {@link
   * PredictorSeries} that has one.
   *
   * @param report on the same rows, or on more of the same kind
   */
  public static JFreeChart of(AveragingCurve curve, Report report, Theme theme) {
    return of(curve, null, report, theme);
  }

  /**
   * Returns the chart with balanced passes as a second, dashed curve of dataset 0.
   *
   * @param curve by independent passes; the marks are theirs
   * @param balanced the same metric by balanced passes; null for none
   * @param report as above
   */
  public static JFreeChart of(
      AveragingCurve curve, AveragingCurve balanced, Report report, Theme theme) {
    return new AveragingChart(curve, balanced, report, theme).chart();
  }

  private JFreeChart chart() {
    ValueAxis values = levels.axis(style);
    style.axis(values);
    DecadeAxis passes = new DecadeAxis(passes());
    style.axis(passes);
    passes.setLabel("passes T (log)");
    XYPlot plot = new XYPlot(bands(values.getLowerBound()), passes, values, bandRenderer());
    style.plot(plot);
    plot.setInsets(new RectangleInsets(theme.px(marks.height()), 0, 0, 0));
    plot.setFixedRangeAxisSpace(style.sides(LEFT, RIGHT));
    addLevels(plot, values.getLowerBound());
    plot.addAnnotation(marks);
    plot.addAnnotation(new EdgeLabels(names(values), EdgeLabels.Edge.RIGHT, theme));
    return style.chart(levels.title(), plot, LEFT);
  }

  /** From one pass on, as far as the curve goes and as the marks stand. */
  private DecadeScale passes() {
    int first = curve.points().get(0).passes();
    int last = curve.points().get(curve.points().size() - 1).passes();
    return new DecadeScale(first, Math.max(Math.max(last, 2 * first), marks.last() * 1.1));
  }

  private YIntervalSeriesCollection bands(double bottom) {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    data.addSeries(band(PredictorSeries.MONTE_CARLO, curve, bottom));
    if (balanced != null) {
      data.addSeries(band(BALANCED, balanced, bottom));
    }
    return data;
  }

  private YIntervalSeries band(Comparable<?> name, AveragingCurve of, double bottom) {
    YIntervalSeries series = new YIntervalSeries(name, false, true);
    for (AveragingCurve.Point point : of.points()) {
      double value = levels.shown(point.value());
      double error = levels.shown(point.standardError());
      double margin = Double.isFinite(error) ? error : 0;
      if (Double.isFinite(value)) {
        series.add(
            point.passes(),
            Math.max(value, bottom),
            Math.max(value - margin, bottom),
            Math.max(value + margin, bottom));
      }
    }
    return series;
  }

  private DeviationRenderer bandRenderer() {
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(1);
    style(renderer, 0, theme.line(2), theme.palette().monteCarlo());
    style(renderer, 1, theme.dashed(1.8), balancedColor());
    return renderer;
  }

  private void style(DeviationRenderer renderer, int series, Stroke stroke, Color color) {
    renderer.setSeriesPaint(series, color);
    renderer.setSeriesStroke(series, stroke);
    renderer.setSeriesShape(series, theme.dot(2.2));
    renderer.setSeriesFillPaint(series, Palette.translucent(color, 0.16));
  }

  /** Of the hue of Monte-Carlo, which it is, but greyer. */
  private Color balancedColor() {
    return Palette.between(theme.palette().monteCarlo(), theme.palette().muted());
  }

  private void addLevels(XYPlot plot, double bottom) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = StepPlot.lines();
    for (AveragingLevels.Level level : levels.levels()) {
      XYSeries series = new XYSeries(level.predictor(), false, true);
      series.add(plot.getDomainAxis().getLowerBound(), Math.max(level.value(), bottom));
      series.add(plot.getDomainAxis().getUpperBound(), Math.max(level.value(), bottom));
      renderer.setSeriesPaint(data.getSeriesCount(), level.predictor().color(theme.palette()));
      renderer.setSeriesStroke(data.getSeriesCount(), theme.line(1.7));
      data.addSeries(series);
    }
    plot.setDataset(1, data);
    plot.setRenderer(1, renderer);
  }

  private List<EdgeLabels.Label> names(ValueAxis values) {
    double bottom = values.getLowerBound();
    Palette palette = theme.palette();
    List<EdgeLabels.Label> names = new ArrayList<>();
    for (AveragingLevels.Level level : levels.levels()) {
      PredictorSeries predictor = level.predictor();
      names.add(name(predictor.label(), level.value(), bottom, predictor.color(palette)));
    }
    addEnd(names, PredictorSeries.MONTE_CARLO.label(), curve, bottom, palette.monteCarlo());
    if (balanced != null) {
      addEnd(names, BALANCED, balanced, bottom, balancedColor());
    }
    return names;
  }

  private void addEnd(
      List<EdgeLabels.Label> names, String name, AveragingCurve of, double bottom, Color color) {
    double last = levels.shown(of.points().get(of.points().size() - 1).value());
    if (Double.isFinite(last)) {
      names.add(name(name, last, bottom, color));
    }
  }

  private static EdgeLabels.Label name(String name, double value, double bottom, Color color) {
    return new EdgeLabels.Label(
        Math.max(value, bottom), name, Figures.significant(value, 3), color);
  }
}
