package org.dropoutdistillery.plots;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * How far standard and student are from the Monte-Carlo average while a run goes on: KL in nats, or
 * the mean squared distance of predicted numbers, on a logarithmic axis against steps, with
 * pointwise intervals, and the noise floor (METHODS 4).
 *
 * <p>A debiased divergence, or the low end of its interval, may be 0 or less, which a logarithmic
 * axis cannot show. Such values are drawn at the lower end of the axis, and the points among them
 * get a mark there; the axis ends at most one decade under the noise floor. The name at the end of
 * a curve states the last value as it is.
 */
public final class GapChart {
  /** Room for the names of the curves, at scale 1. */
  private static final double RIGHT = 78;

  private static final double OPACITY_OF_PAST = 0.85;

  private final GapCurves curves;
  private final List<PastCurve> past;
  private final ChartOptions options;
  private final DecadeScale scale;
  private final Theme theme;
  private final StepPlot steps;

  private GapChart(
      List<EvaluationPoint> curve,
      List<LiveChange> changes,
      List<PastCurve> past,
      Theme theme,
      ChartOptions options) {
    GapCurves all = GapCurves.of(curve).without(options.hidden());
    this.past = past;
    this.options = options.withSteps(past.stream().mapToLong(PastCurve::lastStep).max().orElse(0));
    this.scale = all.scale(pastPoints());
    this.curves = all.decimated(options.places());
    this.theme = theme;
    this.steps = new StepPlot(curve, changes, theme, this.options);
  }

  private List<GapCurves.Point> pastPoints() {
    return past.stream().flatMap(line -> line.points().stream()).toList();
  }

  /**
   * Returns the chart: dataset 0 the divergences with their intervals (a series for each {@link
   * PredictorSeries} that has one, after those of earlier runs), 1 the noise floor, 2 the marks at
   * the lower end, where there are any.
   *
   * @param curve the points of one run, by step
   * @param changes made during the run, which get marks
   */
  public static JFreeChart of(List<EvaluationPoint> curve, List<LiveChange> changes, Theme theme) {
    return of(curve, changes, theme, ChartOptions.ALL);
  }

  /** Returns the chart as somebody wants to see it. */
  public static JFreeChart of(
      List<EvaluationPoint> curve, List<LiveChange> changes, Theme theme, ChartOptions options) {
    return of(curve, changes, List.of(), theme, options);
  }

  /**
   * Returns the chart with earlier runs behind the present one, thin and dashed; those whose
   * distances are of another kind are left out.
   */
  public static JFreeChart of(
      List<EvaluationPoint> curve,
      List<LiveChange> changes,
      List<PastRun> past,
      Theme theme,
      ChartOptions options) {
    String scale = options.logarithmic() ? "log" : "linear";
    Report last = curve.isEmpty() ? null : curve.get(curve.size() - 1).report();
    boolean numbers =
        last == null
            ? !past.isEmpty() && past.get(0).gap().predictsNumbers()
            : last instanceof RegressionReport;
    String distance =
        numbers
            ? "Mean squared distance from the MC average (%s), lower is closer".formatted(scale)
            : "KL from the MC average (nats, %s), lower is closer".formatted(scale);
    return new GapChart(curve, changes, PastCurve.of(past, numbers, options), theme, options)
        .chart(distance, last == null ? 0 : last.passes());
  }

  private JFreeChart chart(String title, int passes) {
    ChartStyle style = new ChartStyle(theme);
    ValueAxis axis = axis(style);
    XYPlot plot = steps.of(divergences(), bands(), axis, RIGHT);
    addFloor(plot, passes);
    boolean marked = addMarks(plot);
    steps.name(plot, names(passes));
    JFreeChart chart = style.chart(title, plot, StepPlot.LEFT);
    if (!past.isEmpty() && !options.coarse()) {
      style.note(chart, "earlier runs, thin lines: " + pastNames(), StepPlot.LEFT);
    }
    if (marked) {
      style.note(
          chart,
          "▼ at or below the lower end of the axis (debiased values may be ≤ 0)",
          StepPlot.LEFT);
    }
    return chart;
  }

  private ValueAxis axis(ChartStyle style) {
    if (!options.logarithmic()) {
      return style.axis(curves.linearScale(scale.high(), pastPoints()), new PlainFormat());
    }
    DecadeAxis axis = new DecadeAxis(scale);
    style.axis(axis);
    return axis;
  }

  private YIntervalSeriesCollection divergences() {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    past.forEach(line -> data.addSeries(series(line.name(), line.points())));
    if (options.shows(PredictorSeries.STANDARD)) {
      data.addSeries(series(PredictorSeries.STANDARD, curves.standard()));
    }
    if (!curves.student().isEmpty()) {
      data.addSeries(series(PredictorSeries.STUDENT, curves.student()));
    }
    return data;
  }

  /** Says which dashes are whose, for a picture that is seen without the window. */
  private String pastNames() {
    return past.stream()
        .map(line -> line.run().name() + " " + dashWords(line.run().dash()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String dashWords(int kind) {
    List<Double> lengths = Theme.dashes(kind);
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < lengths.size(); i += 2) {
      double length = lengths.get(i);
      words.append(length < 3 ? '·' : length < 6 ? '-' : length < 9 ? '–' : '—');
    }
    return words.toString();
  }

  private YIntervalSeries series(Comparable<?> name, List<GapCurves.Point> points) {
    YIntervalSeries series = new YIntervalSeries(name, false, true);
    for (GapCurves.Point point : points) {
      series.add(
          point.step(),
          shown(point.value()),
          shown(point.divergence().low()),
          shown(point.divergence().high()));
    }
    return series;
  }

  private double shown(double divergence) {
    return options.logarithmic() ? Math.max(divergence, scale.low()) : divergence;
  }

  private DeviationRenderer bands() {
    DeviationRenderer renderer = new DeviationRenderer(true, false);
    renderer.setAlpha(1);
    for (int i = 0; i < past.size(); i++) {
      style(renderer, i, past.get(i));
    }
    int next = past.size();
    if (options.shows(PredictorSeries.STANDARD)) {
      style(renderer, next++, curves.standard(), PredictorSeries.STANDARD);
    }
    style(renderer, next, curves.student(), PredictorSeries.STUDENT);
    return renderer;
  }

  private void style(DeviationRenderer renderer, int series, PastCurve line) {
    Color color = Palette.translucent(line.series().color(theme.palette()), OPACITY_OF_PAST);
    PointTips.show(renderer, series, line.name(), line.points());
    steps.line(renderer, series, line.points().size(), color, theme.dashed(1.2, line.run().dash()));
    renderer.setSeriesFillPaint(series, Palette.translucent(color, 0));
  }

  private void style(
      DeviationRenderer renderer, int series, List<GapCurves.Point> points, PredictorSeries name) {
    Color color = name.color(theme.palette());
    PointTips.show(renderer, series, name.label(), points);
    steps.line(renderer, series, points.size(), color, theme.line(2));
    renderer.setSeriesFillPaint(series, Palette.translucent(color, 0.16));
  }

  private void addFloor(XYPlot plot, int passes) {
    if (curves.floor().isEmpty()) {
      return;
    }
    XYSeries floor = new XYSeries(floorName(passes), false, true);
    curves.floor().forEach(point -> floor.add(point.step(), point.value()));
    XYLineAndShapeRenderer renderer = StepPlot.lines();
    PointTips.show(renderer, 0, floorName(passes), curves.floor());
    steps.line(renderer, 0, floor.getItemCount(), theme.palette().muted(), theme.dashed(1.5));
    plot.setDataset(1, new XYSeriesCollection(floor));
    plot.setRenderer(1, renderer);
  }

  private boolean addMarks(XYPlot plot) {
    XYSeriesCollection data = new XYSeriesCollection();
    data.addSeries(marks("standard at the lower end", curves.standard()));
    data.addSeries(marks("student at the lower end", curves.student()));
    if (data.getItemCount(0) + data.getItemCount(1) == 0) {
      return false;
    }
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesPaint(0, theme.palette().standard());
    renderer.setSeriesPaint(1, theme.palette().student());
    renderer.setDefaultShape(mark());
    renderer.setAutoPopulateSeriesShape(false);
    plot.setDataset(2, data);
    plot.setRenderer(2, renderer);
    return true;
  }

  private XYSeries marks(String name, List<GapCurves.Point> points) {
    XYSeries series = new XYSeries(name, false, true);
    for (GapCurves.Point point : points) {
      if (options.logarithmic() && point.value() <= scale.low()) {
        series.add(point.step(), scale.low());
      }
    }
    return series;
  }

  /** A triangle that stands on the axis and points down. */
  private Path2D mark() {
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(theme.px(-3.5), theme.px(-6.5));
    triangle.lineTo(theme.px(3.5), theme.px(-6.5));
    triangle.lineTo(0, theme.px(-0.5));
    triangle.closePath();
    return triangle;
  }

  private List<EdgeLabels.Label> names(int passes) {
    List<EdgeLabels.Label> labels = new ArrayList<>();
    addName(labels, PredictorSeries.STANDARD, curves.standard());
    addName(labels, PredictorSeries.STUDENT, curves.student());
    if (!curves.floor().isEmpty()) {
      double height = curves.floor().get(curves.floor().size() - 1).value();
      labels.add(
          new EdgeLabels.Label(
              height,
              "MC with",
              Figures.grouped(passes) + " passes",
              "MC × " + Figures.grouped(passes),
              theme.palette().muted()));
    }
    return labels;
  }

  private void addName(
      List<EdgeLabels.Label> labels, PredictorSeries series, List<GapCurves.Point> points) {
    if (!points.isEmpty()) {
      double last = points.get(points.size() - 1).value();
      labels.add(
          new EdgeLabels.Label(
              shown(last),
              series.label(),
              Figures.significant(last, 2),
              series.color(theme.palette())));
    }
  }

  private static String floorName(int passes) {
    return "MC with " + passes + " passes";
  }
}
