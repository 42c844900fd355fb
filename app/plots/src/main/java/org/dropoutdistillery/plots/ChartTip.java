package org.dropoutdistillery.plots;

import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.XYToolTipGenerator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;

/**
 * What a chart tells of the place under the pointer.
 *
 * @param text in one or more lines
 * @param x of what it speaks of, in pixels as the area of the plot
 * @param y likewise; NaN where it speaks of a vertical line
 */
public record ChartTip(String text, double x, double y) {
  private static final double NEAR = 18;
  private static final double EDGE = 4;

  /**
   * Returns what lies near a place: a change that was made in the run, or the nearest point of a
   * curve.
   *
   * @param area where the plot was drawn, in pixels
   * @return null where there is nothing to tell
   */
  public static ChartTip at(XYPlot plot, Rectangle2D area, double x, double y) {
    boolean besideX = x < area.getMinX() - EDGE || x > area.getMaxX() + EDGE;
    boolean besideY = y < area.getMinY() - EDGE || y > area.getMaxY() + EDGE;
    if (besideX || besideY) {
      return null;
    }
    ChartTip change = changeAt(plot, area, x);
    return change == null ? pointAt(plot, area, x, y) : change;
  }

  private static ChartTip changeAt(XYPlot plot, Rectangle2D area, double x) {
    for (Object annotation : plot.getAnnotations()) {
      if (annotation instanceof ChangeMarks marks) {
        String text = marks.at(x, plot, area);
        if (!text.isEmpty()) {
          return new ChartTip(text, x, Double.NaN);
        }
      }
    }
    return null;
  }

  private static ChartTip pointAt(XYPlot plot, Rectangle2D area, double x, double y) {
    ChartTip nearest = null;
    double distance = NEAR;
    for (int d = 0; d < plot.getDatasetCount(); d++) {
      XYDataset data = plot.getDataset(d);
      for (int series = 0; data != null && series < data.getSeriesCount(); series++) {
        for (int item = 0; item < data.getItemCount(series); item++) {
          double px = pixel(plot.getDomainAxis(), data.getXValue(series, item), plot, area, true);
          double py = pixel(plot.getRangeAxis(), data.getYValue(series, item), plot, area, false);
          double away = Math.hypot(px - x, py - y);
          XYToolTipGenerator tips = plot.getRenderer(d).getToolTipGenerator(series, item);
          if (tips != null && away < distance) {
            distance = away;
            nearest = new ChartTip(tips.generateToolTip(data, series, item), px, py);
          }
        }
      }
    }
    return nearest;
  }

  private static double pixel(
      ValueAxis axis, double value, XYPlot plot, Rectangle2D area, boolean domain) {
    return axis.valueToJava2D(
        value, area, domain ? plot.getDomainAxisEdge() : plot.getRangeAxisEdge());
  }
}
