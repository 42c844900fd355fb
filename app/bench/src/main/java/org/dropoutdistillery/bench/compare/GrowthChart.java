package org.dropoutdistillery.bench.compare;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.bench.Growth;
import org.dropoutdistillery.plots.SvgWriter;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Times over that of the smallest size, against sizes over the smallest: slopes are powers. */
final class GrowthChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 480;
  private static final float LINE = 2;
  private static final double DOT = 6;
  private static final int[] COLOURS = {
    0x1f77b4, 0xd62728, 0x2ca02c, 0x9467bd, 0xff7f0e, 0x8c564b, 0x17becf
  };

  private GrowthChart() {}

  /** Returns the chart as SVG. */
  static String svg(Map<Growth, List<GrowthTable.Point>> measured) {
    XYSeriesCollection curves = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
    measured.forEach(
        (growth, points) -> {
          int index = curves.getSeriesCount();
          renderer.setSeriesPaint(index, new Color(COLOURS[index % COLOURS.length]));
          renderer.setSeriesStroke(index, new BasicStroke(LINE));
          renderer.setSeriesShape(index, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
          curves.addSeries(curve(growth, points));
        });
    XYPlot plot =
        new XYPlot(curves, axis("size / smallest size"), axis("time / its time"), renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    JFreeChart chart = new JFreeChart("How cost grows, 2 workers", plot);
    chart.setBackgroundPaint(Color.WHITE);
    return SvgWriter.svg(
        chart, WIDTH, HEIGHT, "growth", "Time against size on logarithmic axes; see the table");
  }

  private static XYSeries curve(Growth growth, List<GrowthTable.Point> points) {
    XYSeries curve = new XYSeries(growth.text());
    GrowthTable.Point least = points.get(0);
    for (GrowthTable.Point point : points) {
      curve.add((double) point.size() / least.size(), point.millis() / least.millis());
    }
    return curve;
  }

  private static LogAxis axis(String label) {
    LogAxis axis = new LogAxis(label);
    axis.setBase(2);
    return axis;
  }
}
