package org.dropoutdistillery.plots;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis with its ticks at powers of ten, and at 2 and 5 times them where it spans so
 * little that the powers alone would leave it without numbers.
 */
final class DecadeAxis extends LogAxis {
  private static final double FEW_DECADES = 2.2;

  /** Numbers beside each other need less room than their powers of ten have. */
  private static final double FEW_DECADES_ACROSS = 3.2;

  DecadeAxis(DecadeScale scale) {
    setBase(10);
    setRange(scale.low(), scale.high());
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    double low = getLowerBound();
    double high = getUpperBound();
    boolean across = RectangleEdge.isTopOrBottom(edge);
    double few = across ? FEW_DECADES_ACROSS : FEW_DECADES;
    int[] mantissas = Math.log10(high / low) <= few ? new int[] {1, 2, 5} : new int[] {1};
    List<NumberTick> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
      for (int mantissa : mantissas) {
        double value = mantissa * Math.pow(10, power);
        if (value > low * (1 - 1e-9) && value < high * (1 + 1e-9)) {
          ticks.add(tick(value, across ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT));
        }
      }
    }
    return ticks;
  }

  private static NumberTick tick(double value, TextAnchor anchor) {
    return new NumberTick(value, Figures.plain(value), anchor, anchor, 0);
  }
}
