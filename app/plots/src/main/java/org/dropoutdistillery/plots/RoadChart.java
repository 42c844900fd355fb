package org.dropoutdistillery.plots;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/**
 * How near every road comes to the average over masks: a dot and its interval for standard, student
 * and each other road, the nearest at the bottom, on a logarithmic axis; a dashed line where the
 * Monte-Carlo average itself stands.
 *
 * <p>A debiased distance may come out at 0 or less; it is drawn at the left end, and so is the end
 * of an interval. The number beside it is the one that was measured.
 */
public final class RoadChart {
  /** Height of a row, at scale 1. */
  private static final int ROW = 30;

  private static final double LEFT = 146;
  private static final double RIGHT = 70;

  /** Less than that of the plot: a narrow page has no room beside the names. */
  private static final double TITLE_LEFT = 10;

  /** A dot of the chart. */
  private record Dot(String name, Interval distance, Color color) {}

  private final List<Dot> dots;
  private final Report report;
  private final Theme theme;
  private final DecadeScale scale;

  private RoadChart(TestResult test, Theme theme) {
    this.report = test.report();
    this.theme = theme;
    this.dots = dots(test, theme.palette());
    this.scale = scale();
  }

  /** Returns the chart: dataset 0 with a series for each dot, the furthest first. */
  public static JFreeChart of(TestResult test, Theme theme) {
    return new RoadChart(test, theme).chart();
  }

  /** Returns the height that the chart needs, at scale 1. */
  public static int height(TestResult test) {
    return 90 + ROW * dots(test, Palette.LIGHT).size();
  }

  private static List<Dot> dots(TestResult test, Palette palette) {
    List<Dot> dots = new ArrayList<>();
    for (PredictorSeries predictor : List.of(PredictorSeries.STANDARD, PredictorSeries.STUDENT)) {
      if (predictor.of(test.report()) != null) {
        Interval distance = predictor.of(test.report()).toMc();
        dots.add(new Dot(predictor.label(), distance, predictor.color(palette)));
      }
    }
    for (RoadResult road : test.roads()) {
      if (road.report() != null) {
        String name = RoadName.of(road.road(), test.report());
        dots.add(new Dot(name, road.report().report().toMc(), palette.text()));
      }
    }
    return dots.stream()
        .filter(dot -> Double.isFinite(dot.distance().value()))
        .sorted(Comparator.comparingDouble((Dot dot) -> dot.distance().value()).reversed())
        .toList();
  }

  private DecadeScale scale() {
    double largest =
        dots.stream()
            .mapToDouble(dot -> Math.max(dot.distance().value(), finiteHigh(dot.distance())))
            .max()
            .orElse(0);
    double smallest =
        dots.stream()
            .mapToDouble(dot -> dot.distance().value())
            .filter(value -> value > 0)
            .min()
            .orElse(largest / 10);
    double top = Math.max(largest, report.noiseFloor());
    return top > 0
        ? DecadeScale.covering(smallest, top, report.noiseFloor())
        : new DecadeScale(1e-4, 1);
  }

  private static double finiteHigh(Interval interval) {
    return Double.isFinite(interval.high()) ? interval.high() : interval.value();
  }

  private JFreeChart chart() {
    ChartStyle style = new ChartStyle(theme);
    DecadeAxis distance = new DecadeAxis(scale);
    style.axis(distance);
    NumberAxis rows = new NumberAxis();
    rows.setRange(-0.5, Math.max(dots.size(), 1) - 0.5);
    rows.setVisible(false);
    XYPlot plot = new XYPlot(data(), distance, rows, renderer());
    style.plot(plot);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainGridlinesVisible(true);
    plot.setDomainGridlinePaint(theme.palette().grid());
    plot.setDomainGridlineStroke(theme.line(0.8));
    plot.setFixedRangeAxisSpace(style.sides(LEFT, RIGHT));
    addNames(plot);
    String title =
        report instanceof RegressionReport
            ? "Mean squared distance from the MC average (log)"
            : "KL from the MC average (nats, log)";
    JFreeChart chart = style.chart(title, plot, TITLE_LEFT);
    if (report.noiseFloor() > 0) {
      addFloor(plot);
      style.note(
          chart,
          "dashed: MC with " + Figures.grouped(report.passes()) + " passes (noise floor)",
          TITLE_LEFT);
    }
    return chart;
  }

  private int row(int dot) {
    return dots.size() - 1 - dot;
  }

  private XYIntervalSeriesCollection data() {
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    for (int i = 0; i < dots.size(); i++) {
      Interval distance = dots.get(i).distance();
      XYIntervalSeries series = new XYIntervalSeries(dots.get(i).name());
      double low = Double.isFinite(distance.low()) ? distance.low() : distance.value();
      series.add(
          shown(distance.value()), shown(low), shown(finiteHigh(distance)), row(i), row(i), row(i));
      data.addSeries(series);
    }
    return data;
  }

  private double shown(double distance) {
    return Math.max(distance, scale.low());
  }

  private XYErrorRenderer renderer() {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setCapLength(theme.px(6));
    renderer.setErrorStroke(theme.line(1.7));
    for (int i = 0; i < dots.size(); i++) {
      renderer.setSeriesPaint(i, dots.get(i).color());
      renderer.setSeriesShape(i, theme.dot(4));
    }
    return renderer;
  }

  private void addNames(XYPlot plot) {
    List<EdgeLabels.Label> names = new ArrayList<>();
    List<EdgeLabels.Label> values = new ArrayList<>();
    for (int i = 0; i < dots.size(); i++) {
      Dot dot = dots.get(i);
      names.add(new EdgeLabels.Label(row(i), dot.name(), "", dot.color()));
      values.add(new EdgeLabels.Label(row(i), Figures.value(dot.distance()), "", dot.color()));
    }
    plot.addAnnotation(new EdgeLabels(names, EdgeLabels.Edge.LEFT, theme));
    plot.addAnnotation(new EdgeLabels(values, EdgeLabels.Edge.RIGHT, theme));
  }

  private void addFloor(XYPlot plot) {
    plot.addDomainMarker(
        new ValueMarker(report.noiseFloor(), theme.palette().monteCarlo(), theme.dashed(1.5)));
  }
}
