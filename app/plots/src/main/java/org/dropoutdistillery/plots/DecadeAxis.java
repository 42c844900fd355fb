package org.dropoutdistillery.plots;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis with its ticks at powers of ten: of every power that there is room for, and at
 * 2 and 5 times them where it spans so little, or is so wide, that there is room for these too.
 */
final class DecadeAxis extends LogAxis {
  private static final double FEW_DECADES_UPWARDS = 2.2;
  private static final double LESS_THAN_A_TICK = 0.75;
  private static final double LOG_2 = Math.log10(2);

  private final transient DecadeScale home;

  DecadeAxis(DecadeScale scale) {
    home = scale;
    setBase(10);
    autoAdjustRange();
  }

  /** Brings the axis back to where it began. */
  @Override
  protected void autoAdjustRange() {
    if (home != null) { // the constructor of the library's class calls this too
      setRange(new Range(home.low(), home.high()), false, false);
    }
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    double decades = Math.log10(getUpperBound() / getLowerBound());
    boolean sideways = RectangleEdge.isTopOrBottom(edge);
    if (decades < LESS_THAN_A_TICK) {
      return evenTicks(sideways ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT);
    }
    if (!sideways) {
      double line = graphics.getFontMetrics(getTickLabelFont()).getHeight();
      double each = line * decades / area.getHeight();
      boolean between = decades <= FEW_DECADES_UPWARDS && each <= LOG_2;
      return ticks(between, stride(each), TextAnchor.CENTER_RIGHT);
    }
    double room = room(graphics) * decades / area.getWidth();
    return ticks(room <= LOG_2, stride(room), TextAnchor.TOP_CENTER);
  }

  /** Returns how many powers of ten there are from tick to tick, where one takes so many. */
  private static int stride(double room) {
    return (int) Math.max(1, Math.ceil(room));
  }

  /** So far zoomed in, powers of ten are not on show. */
  private List<NumberTick> evenTicks(TextAnchor anchor) {
    double unit = NiceScale.unit(getRange().getLength(), 4);
    List<NumberTick> ticks = new ArrayList<>();
    for (double k = Math.ceil(getLowerBound() / unit); k * unit <= getUpperBound(); k++) {
      ticks.add(new NumberTick(k * unit, Figures.plain(k * unit), anchor, anchor, 0));
    }
    return ticks;
  }

  /** Returns the width of the longest number and of a gap beside it. */
  private double room(Graphics2D graphics) {
    FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
    int low = metrics.stringWidth(Figures.plain(Math.pow(10, power(getLowerBound()))));
    int high = metrics.stringWidth(Figures.plain(Math.pow(10, power(getUpperBound()))));
    // Not charWidth, which metrics for JavaFX's canvas leave without an end.
    return Math.max(low, high) + metrics.stringWidth("0");
  }

  private static int power(double value) {
    return (int) Math.floor(Math.log10(value));
  }

  private List<NumberTick> ticks(boolean between, int stride, TextAnchor anchor) {
    double low = getLowerBound();
    double high = getUpperBound();
    int[] mantissas = between ? new int[] {1, 2, 5} : new int[] {1};
    List<NumberTick> ticks = new ArrayList<>();
    for (int power = power(low); Math.pow(10, power) <= high; power++) {
      for (int mantissa : mantissas) {
        double value = mantissa * Math.pow(10, power);
        boolean within = value > low * (1 - 1e-9) && value < high * (1 + 1e-9);
        if (within && Math.floorMod(power, stride) == 0) {
          ticks.add(new NumberTick(value, Figures.plain(value), anchor, anchor, 0));
        }
      }
    }
    return ticks;
  }
}
