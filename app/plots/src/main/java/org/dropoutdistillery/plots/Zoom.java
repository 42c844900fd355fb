package org.dropoutdistillery.plots;

import java.text.NumberFormat;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

/**
 * The part of a plot that is shown, in the units of its axes.
 *
 * @param left lower end of the axis of steps or passes
 * @param right upper end, above {@code left}
 * @param bottom lower end of the axis of values
 * @param top upper end, above {@code bottom}
 */
public record Zoom(double left, double right, double bottom, double top) {
  /**
   * @throws IllegalArgumentException if a side has no length
   */
  public Zoom {
    if (!(left < right && bottom < top) || Double.isInfinite(right - left + top - bottom)) {
      throw new IllegalArgumentException(
          "zoom to [%s, %s] × [%s, %s], expected sides above 0"
              .formatted(left, right, bottom, top));
    }
  }

  void apply(XYPlot plot) {
    apply(plot.getDomainAxis(), left, right, 5, 1, new StepFormat());
    apply(plot.getRangeAxis(), bottom, top, 4, 0, new PlainFormat());
  }

  private static void apply(
      ValueAxis axis, double low, double high, int parts, double least, NumberFormat format) {
    axis.setRange(low, high);
    if (axis instanceof NumberAxis numbers) {
      double unit = Math.max(least, NiceScale.unit(high - low, parts));
      numbers.setTickUnit(new NumberTickUnit(unit, format));
    }
  }
}
