package org.dropoutdistillery.plots;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * One output for one input over the passes of Monte-Carlo, whose numbers are those of their masks'
 * addresses: dataset 0 has a dot for each pass, 1 the average of the passes up to each, the next
 * ones standard and student, which take one pass, as level lines.
 *
 * @param title what the output is
 * @param note which input, weights and masks these are; empty for nothing
 * @param passes [T] what each predicts; not empty
 * @param standard what it predicts
 * @param student what it predicts; NaN before there is one
 * @param probability whether the output goes from 0 to 1
 */
public record PassesChart(
    String title,
    String note,
    double[] passes,
    double standard,
    double student,
    boolean probability) {
  private static final double LEFT = 46;
  private static final double RIGHT = 74;

  /** Returns the chart. */
  public JFreeChart chart(Theme theme) {
    ChartStyle style = new ChartStyle(theme);
    NumberAxis numbers = style.axis(NiceScale.ofSteps(0, passes.length - 1L), new StepFormat());
    numbers.setLabel("pass");
    NumberAxis values = style.axis(range(), new PlainFormat());
    XYPlot plot = new XYPlot(new XYSeriesCollection(), numbers, values, dots(theme));
    style.plot(plot);
    plot.setFixedRangeAxisSpace(style.sides(LEFT, RIGHT));
    double[] averages = averages();
    plot.setDataset(0, data("single pass", points(passes)));
    PointTips.ofPasses(plot.getRenderer(0), 0, "single pass", points(passes));
    plot.setDataset(1, data(PredictorSeries.MONTE_CARLO, points(averages)));
    plot.setRenderer(1, line(PredictorSeries.MONTE_CARLO, 2, theme));
    PointTips.ofPasses(plot.getRenderer(1), 0, "average so far", points(averages));
    List<EdgeLabels.Label> names = new ArrayList<>();
    names.add(name(PredictorSeries.MONTE_CARLO, averages[averages.length - 1], theme));
    addLevel(plot, names, PredictorSeries.STANDARD, standard, theme);
    if (!Double.isNaN(student)) {
      addLevel(plot, names, PredictorSeries.STUDENT, student, theme);
    }
    plot.addAnnotation(new EdgeLabels(names, EdgeLabels.Edge.RIGHT, theme));
    JFreeChart chart = style.chart(title, plot, LEFT);
    if (!note.isEmpty()) {
      style.note(chart, note, LEFT);
    }
    return chart;
  }

  private NiceScale range() {
    if (probability) {
      return new NiceScale(0, 1, 0.25);
    }
    double[] all =
        DoubleStream.concat(Arrays.stream(passes), DoubleStream.of(standard, student))
            .filter(Double::isFinite)
            .toArray();
    double lowest = Arrays.stream(all).min().orElse(0);
    return NiceScale.covering(lowest, Arrays.stream(all).max().orElse(1));
  }

  private double[] averages() {
    double[] averages = new double[passes.length];
    double sum = 0;
    for (int pass = 0; pass < averages.length; pass++) {
      sum += passes[pass];
      averages[pass] = sum / (pass + 1);
    }
    return averages;
  }

  private static List<GapCurves.Point> points(double... values) {
    List<GapCurves.Point> points = new ArrayList<>();
    for (int pass = 0; pass < values.length; pass++) {
      points.add(GapCurves.Point.exact(pass, values[pass]));
    }
    return points;
  }

  private static XYSeriesCollection data(Comparable<?> name, List<GapCurves.Point> points) {
    XYSeries series = new XYSeries(name, false, true);
    points.forEach(point -> series.add(point.step(), point.value()));
    return new XYSeriesCollection(series);
  }

  private static XYLineAndShapeRenderer dots(Theme theme) {
    Color colour = PredictorSeries.MONTE_CARLO.color(theme.palette());
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesPaint(0, Palette.translucent(colour, 0.4));
    renderer.setSeriesShape(0, theme.dot(1.6));
    return renderer;
  }

  private static XYLineAndShapeRenderer line(PredictorSeries of, double width, Theme theme) {
    XYLineAndShapeRenderer renderer = StepPlot.lines();
    renderer.setSeriesPaint(0, of.color(theme.palette()));
    renderer.setSeriesStroke(0, theme.line(width));
    return renderer;
  }

  private void addLevel(
      XYPlot plot, List<EdgeLabels.Label> names, PredictorSeries of, double value, Theme theme) {
    int dataset = plot.getDatasetCount();
    List<GapCurves.Point> ends =
        List.of(
            GapCurves.Point.exact(0, value),
            GapCurves.Point.exact(Math.max(1, passes.length - 1), value));
    plot.setDataset(dataset, data(of, ends));
    plot.setRenderer(dataset, line(of, 1.7, theme));
    PointTips.ofLevel(plot.getRenderer(dataset), 0, of.label(), value);
    names.add(name(of, value, theme));
  }

  private static EdgeLabels.Label name(PredictorSeries of, double value, Theme theme) {
    return new EdgeLabels.Label(
        value, of.label(), Figures.significant(value, 3), of.color(theme.palette()));
  }
}
