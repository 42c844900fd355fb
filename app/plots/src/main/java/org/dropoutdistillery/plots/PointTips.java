package org.dropoutdistillery.plots;

import java.util.List;
import java.util.function.Function;
import org.dropoutdistillery.evaluate.Interval;
import org.jfree.chart.labels.XYToolTipGenerator;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.data.xy.XYDataset;

/**
 * What is told of a point under the pointer: as it was measured, not as an axis can show it.
 *
 * @param points as many as the series has
 * @param text of a point
 */
record PointTips(List<GapCurves.Point> points, Function<GapCurves.Point, String> text)
    implements XYToolTipGenerator {

  /** Tells name, step, and value with its interval. */
  static void show(XYItemRenderer renderer, int series, String name, List<GapCurves.Point> points) {
    add(
        renderer,
        series,
        points,
        point ->
            "%s, step %s\n%s"
                .formatted(name, Figures.grouped(Math.round(point.step())), value(point)));
  }

  /** Tells name, T, and value with its standard error. */
  static void ofPasses(
      XYItemRenderer renderer, int series, String name, List<GapCurves.Point> points) {
    add(
        renderer,
        series,
        points,
        point -> "%s, T = %s\n%s".formatted(name, Figures.plain(point.step()), error(point)));
  }

  /** Tells name and value. */
  static void ofLevel(XYItemRenderer renderer, int series, String name, double value) {
    GapCurves.Point point = GapCurves.Point.exact(0, value);
    add(renderer, series, List.of(point, point), same -> name + "\n" + value(same));
  }

  private static String value(GapCurves.Point point) {
    Interval interval = point.divergence();
    return interval.low() == interval.high()
        ? Figures.significant(point.value(), 4)
        : Figures.value(interval) + " " + Figures.bounds(interval);
  }

  private static String error(GapCurves.Point point) {
    double margin = point.divergence().high() - point.value();
    return Figures.value(point.divergence())
        + (margin > 0 ? " ± " + Figures.significant(margin, 2) : "");
  }

  private static void add(
      XYItemRenderer renderer,
      int series,
      List<GapCurves.Point> points,
      Function<GapCurves.Point, String> t) {
    renderer.setSeriesToolTipGenerator(series, new PointTips(points, t));
  }

  @Override
  public String generateToolTip(XYDataset dataset, int series, int item) {
    return text.apply(points.get(item));
  }
}
