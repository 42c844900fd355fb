package org.dropoutdistillery.plots;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Writes the numbers along an axis with no more digits than they need. */
final class PlainFormat extends NumberFormat {
  @Override
  public StringBuffer format(double number, StringBuffer target, FieldPosition position) {
    // Ticks are sums of the tick unit and so a little beside 0 at 0.
    return target.append(Figures.plain(Math.abs(number) < 1e-12 ? 0 : number));
  }

  @Override
  public StringBuffer format(long number, StringBuffer target, FieldPosition position) {
    return target.append(number);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("An axis is written, never read");
  }
}
