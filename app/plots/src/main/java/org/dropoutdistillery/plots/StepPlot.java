package org.dropoutdistillery.plots;

import java.awt.Color;
import java.awt.Stroke;
import java.util.List;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/**
 * A plot over the steps of a run: step axis, phases, changes, names of the curves at their ends.
 */
final class StepPlot {
  /** Room for axis numbers, at scale 1. */
  static final double LEFT = 46;

  private static final int COMPACT_PARTS = 3;

  private final List<EvaluationPoint> curve;
  private final List<LiveChange> changes;
  private final Theme theme;
  private final ChartOptions options;
  private final ChartStyle style;

  StepPlot(
      List<EvaluationPoint> curve, List<LiveChange> changes, Theme theme, ChartOptions options) {
    this.options = options;
    this.curve = curve;
    this.changes = changes;
    this.theme = theme;
    this.style = new ChartStyle(theme);
  }

  /**
   * Returns a plot of one dataset.
   *
   * @param right room for the names of the curves, at scale 1
   */
  XYPlot of(XYDataset data, XYItemRenderer renderer, ValueAxis values, double right) {
    XYPlot plot = new XYPlot(data, stepAxis(), values, renderer);
    style.plot(plot);
    plot.setInsets(new RectangleInsets(theme.px(PhaseShading.HEIGHT), 0, 0, 0));
    plot.setFixedRangeAxisSpace(style.sides(LEFT, right));
    renderer.addAnnotation(new PhaseShading(PhaseSpan.of(curve), theme), Layer.BACKGROUND);
    plot.addAnnotation(new ChangeMarks(changes, ChangeWords.of(changes, options.start()), theme));
    return plot;
  }

  /** Draws a series as one line; where it has a single point, as a dot. */
  void line(XYLineAndShapeRenderer renderer, int series, int points, Color color, Stroke stroke) {
    renderer.setSeriesPaint(series, color);
    renderer.setSeriesStroke(series, stroke);
    renderer.setSeriesShape(series, theme.dot(2.5));
    renderer.setSeriesShapesVisible(series, points == 1);
  }

  /** Returns a renderer of lines, each of which becomes one path. */
  static XYLineAndShapeRenderer lines() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    return renderer;
  }

  /** Names the curves in the room that the plot left for it. */
  void name(XYPlot plot, List<EdgeLabels.Label> labels) {
    plot.addAnnotation(new EdgeLabels(labels, EdgeLabels.Edge.RIGHT, theme));
  }

  private NumberAxis stepAxis() {
    long first = curve.isEmpty() ? 0 : curve.get(0).step();
    long measured = curve.isEmpty() ? 1 : curve.get(curve.size() - 1).step();
    long last = Math.max(options.steps(), measured);
    NiceScale scale = NiceScale.ofSteps(first, last);
    NumberAxis axis =
        style.axis(
            options.compact() && last >= COMPACT_PARTS ? scale.inParts(COMPACT_PARTS) : scale,
            new StepFormat());
    axis.setLabel(options.compact() ? null : "step");
    axis.setAxisLineVisible(true);
    axis.setAxisLinePaint(theme.palette().grid());
    axis.setAxisLineStroke(theme.line(1));
    return axis;
  }
}
