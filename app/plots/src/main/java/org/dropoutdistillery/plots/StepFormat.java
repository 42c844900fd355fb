package org.dropoutdistillery.plots;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Writes the steps along an axis without rounding them: 500, 1k, 1.05k, 2M. */
final class StepFormat extends NumberFormat {
  @Override
  public StringBuffer format(double number, StringBuffer target, FieldPosition position) {
    if (Math.abs(number) >= 1e6) {
      return target.append(Figures.plain(number / 1e6)).append('M');
    }
    return Math.abs(number) >= 1000
        ? target.append(Figures.plain(number / 1e3)).append('k')
        : target.append(Figures.plain(number));
  }

  @Override
  public StringBuffer format(long number, StringBuffer target, FieldPosition position) {
    return format((double) number, target, position);
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("An axis is written, never read");
  }
}
