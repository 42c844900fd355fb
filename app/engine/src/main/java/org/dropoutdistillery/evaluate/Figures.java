package org.dropoutdistillery.evaluate;

import java.util.Locale;

/**
 * Writes numbers of one unit, the same in every locale.
 *
 * @param factor from the unit of the value to the unit that is written
 * @param decimals at least so many; more where an interval would otherwise round to nothing
 * @param mostDecimals never more than so many
 * @param name follows the number, space included
 */
record Figures(double factor, int decimals, int mostDecimals, String name) {
  static final Figures NATS = new Figures(1, 3, 10, " nats");
  static final Figures SQUARED_DISTANCE = new Figures(1, 3, 10, " of mean squared distance");
  static final Figures PLAIN = new Figures(1, 3, 10, "");
  static final Figures PERCENT = new Figures(100, 1, 1, " %");
  static final Figures POINTS = new Figures(100, 1, 1, " points");

  /** Returns the value with its name, as in "5.6 %". */
  String value(double value) {
    return digits(value, decimals) + name;
  }

  /** Returns the value with its name and at least three digits that are not leading zeros. */
  String significant(double value) {
    return digits(value, decimals(Math.abs(factor * value), 3)) + name;
  }

  /** Returns a number of passes, as in "148" or "2.5"; an infinite one as "∞". */
  static String passes(double passes) {
    return PLAIN.digits(passes, passes < 9.95 ? 1 : 0);
  }

  /** Returns value and bounds, as in "97.1 % [96.3, 97.8]". */
  String interval(Interval interval) {
    return digits(interval.value(), decimals(interval)) + name + " " + bounds(interval);
  }

  /** Returns the bounds alone, as in "[96.3, 97.8]". */
  String bounds(Interval interval) {
    int places = decimals(interval);
    return "[" + digits(interval.low(), places) + ", " + digits(interval.high(), places) + "]";
  }

  private int decimals(Interval interval) {
    double largest = factor * Math.max(Math.abs(interval.low()), Math.abs(interval.high()));
    // Two digits of the larger bound.
    return decimals(largest, 2);
  }

  private int decimals(double size, int digits) {
    // 0 needs no more than the least.
    int needed = size > 0 ? digits - 1 + (int) Math.ceil(-Math.log10(size)) : 0;
    return Math.min(Math.max(needed, decimals), mostDecimals);
  }

  private String digits(double value, int places) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    String text = String.format(Locale.ROOT, "%." + places + "f", Math.abs(factor * value));
    boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
    return value < 0 && !zero ? "−" + text : text;
  }
}
