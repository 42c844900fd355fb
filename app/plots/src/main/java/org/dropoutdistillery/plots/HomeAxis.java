package org.dropoutdistillery.plots;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/** A linear axis that "automatic range" brings back to where it began. */
final class HomeAxis extends NumberAxis {
  private final transient NiceScale home;
  private final transient NumberFormat format;

  HomeAxis(NiceScale home, NumberFormat format) {
    this.home = home;
    this.format = format;
    autoAdjustRange();
  }

  @Override
  protected void autoAdjustRange() {
    if (home != null) { // the constructor of the library's class calls this too
      setRange(new Range(home.low(), home.high()), false, false);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // as the library declares it
  public List refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    double unit = isAutoRange() ? home.unit() : NiceScale.unit(getRange().getLength(), 4);
    double pixels = RectangleEdge.isTopOrBottom(edge) ? area.getWidth() : area.getHeight();
    double parts = Math.floor(pixels / room(graphics, edge));
    double least = NiceScale.unit(getRange().getLength(), (int) Math.max(1, parts));
    setTickUnit(new NumberTickUnit(Math.max(unit, least), format), false, true);
    return super.refreshTicks(graphics, state, area, edge);
  }

  /** Returns how far two numbers must stand from each other, in pixels. */
  private double room(Graphics2D graphics, RectangleEdge edge) {
    FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
    return RectangleEdge.isTopOrBottom(edge)
        ? metrics.stringWidth(format.format(getUpperBound())) + metrics.stringWidth("0")
        : 1.1 * metrics.getHeight();
  }
}
