package org.dropoutdistillery.plots;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.Interval;
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
  private static final String BALANCED = "balanced";
  private static final double LEFT = 52;
  private static final double RIGHT = 74;

  private final AveragingCurve curve;
  private final AveragingCurve balanced;
  private final AveragingLevels levels;
  private final PassMarks marks;
  private final ChartOptions options;
  private final boolean logarithmic;
  private final Theme theme;
  private final ChartStyle style;
  // Values at or below the end of a logarithmic axis are drawn there.
  private double bottom = Double.NEGATIVE_INFINITY;

  private AveragingChart(
      AveragingCurve curve,
      AveragingCurve balanced,
      Report report,
      ChartOptions options,
      Theme theme) {
    this.curve = curve;
    this.balanced = balanced;
    this.options = options;
    this.logarithmic = options.logarithmic() && !curve.metric().isAgainstLabels();
    this.levels = AveragingLevels.of(curve, balanced, report, options);
    this.marks = PassMarks.of(curve, report, options.hidden(), theme);
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
   * Returns the chart with balanced passes as a second curve of dataset 0.
   *
   * @param balanced of the same metric; null for none
   */
  public static JFreeChart of(
      AveragingCurve curve, AveragingCurve balanced, Report report, Theme theme) {
    return of(curve, balanced, report, theme, ChartOptions.ALL);
  }

  /**
   * Returns the chart as somebody wants to see it. Of metrics, distances alone can have a
   * logarithmic axis.
   */
  public static JFreeChart of(
      AveragingCurve curve,
      AveragingCurve balanced,
      Report report,
      Theme theme,
      ChartOptions options) {
    return new AveragingChart(curve, balanced, report, options, theme).chart();
  }

  private JFreeChart chart() {
    ValueAxis values = levels.axis(style, logarithmic);
    style.axis(values);
    DecadeAxis passes = new DecadeAxis(passes());
    style.axis(passes);
    passes.setLabel("passes T (log)");
    bottom = logarithmic ? values.getLowerBound() : Double.NEGATIVE_INFINITY;
    XYPlot plot = new XYPlot(bands(), passes, values, bandRenderer());
    style.plot(plot);
    plot.setInsets(new RectangleInsets(theme.px(marks.height()), 0, 0, 0));
    plot.setFixedRangeAxisSpace(style.sides(LEFT, RIGHT));
    addLevels(plot);
    plot.addAnnotation(marks);
    plot.addAnnotation(new EdgeLabels(names(), EdgeLabels.Edge.RIGHT, theme));
    return style.chart(levels.title(logarithmic), plot, LEFT);
  }

  /** From one pass on, as far as the curve goes and as the marks stand. */
  private DecadeScale passes() {
    int first = curve.points().get(0).passes();
    int last = curve.points().get(curve.points().size() - 1).passes();
    return new DecadeScale(first, Math.max(Math.max(last, 2 * first), marks.last() * 1.1));
  }

  private YIntervalSeriesCollection bands() {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    if (options.shows(PredictorSeries.MONTE_CARLO)) {
      data.addSeries(band(PredictorSeries.MONTE_CARLO, curve));
      if (balanced != null) {
        data.addSeries(band(BALANCED, balanced));
      }
    }
    return data;
  }

  private YIntervalSeries band(Comparable<?> name, AveragingCurve of) {
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
    style(renderer, 0, theme.palette().monteCarlo());
    style(renderer, 1, balancedColor());
    renderer.setSeriesStroke(1, theme.dashed(1.7));
    PointTips.ofPasses(renderer, 0, "MC", points(curve));
    if (balanced != null) {
      PointTips.ofPasses(renderer, 1, "MC, balanced masks", points(balanced));
    }
    return renderer;
  }

  private void style(DeviationRenderer renderer, int series, Color color) {
    renderer.setSeriesPaint(series, color);
    renderer.setSeriesStroke(series, theme.line(2));
    renderer.setSeriesShape(series, theme.dot(2.2));
    renderer.setSeriesFillPaint(series, Palette.translucent(color, 0.16));
  }

  /** Halfway between the colour of Monte-Carlo and that of type. */
  private Color balancedColor() {
    return Palette.between(theme.palette().monteCarlo(), theme.palette().muted());
  }

  /** As they were measured, in the unit of the title. */
  private List<GapCurves.Point> points(AveragingCurve of) {
    return of.points().stream()
        .filter(point -> Double.isFinite(point.value()))
        .map(
            point -> {
              double value = levels.shown(point.value());
              double error = levels.shown(point.standardError());
              double margin = Double.isFinite(error) ? error : 0;
              return new GapCurves.Point(
                  point.passes(), new Interval(value, value - margin, value + margin));
            })
        .toList();
  }

  private void addLevels(XYPlot plot) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = StepPlot.lines();
    for (AveragingLevels.Level level : levels.levels()) {
      XYSeries series = new XYSeries(level.predictor(), false, true);
      series.add(plot.getDomainAxis().getLowerBound(), Math.max(level.value(), bottom));
      series.add(plot.getDomainAxis().getUpperBound(), Math.max(level.value(), bottom));
      PointTips.ofLevel(renderer, data.getSeriesCount(), level.predictor().label(), level.value());
      renderer.setSeriesPaint(data.getSeriesCount(), level.predictor().color(theme.palette()));
      renderer.setSeriesStroke(data.getSeriesCount(), theme.line(1.7));
      data.addSeries(series);
    }
    plot.setDataset(1, data);
    plot.setRenderer(1, renderer);
  }

  private List<EdgeLabels.Label> names() {
    List<EdgeLabels.Label> names = new ArrayList<>();
    for (AveragingLevels.Level level : levels.levels()) {
      Color color = level.predictor().color(theme.palette());
      names.add(name(level.predictor().label(), level.value(), color));
    }
    if (options.shows(PredictorSeries.MONTE_CARLO)) {
      addName(names, PredictorSeries.MONTE_CARLO.label(), curve, theme.palette().monteCarlo());
      if (balanced != null) {
        addName(names, BALANCED, balanced, balancedColor());
      }
    }
    return names;
  }

  private void addName(List<EdgeLabels.Label> names, String name, AveragingCurve of, Color color) {
    double last = of.points().get(of.points().size() - 1).value();
    if (Double.isFinite(last)) {
      names.add(name(name, levels.shown(last), color));
    }
  }

  private EdgeLabels.Label name(String name, double value, Color color) {
    return new EdgeLabels.Label(
        Math.max(value, bottom), name, Figures.significant(value, 3), color);
  }
}
