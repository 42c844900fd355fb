package org.dropoutdistillery.plots;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.dropoutdistillery.evaluate.Interval;

/** Numbers as charts and reports write them: a point, a real minus sign, a dash for none. */
final class Figures {
  static final String NONE = "–";

  private Figures() {}

  /** Returns a number with that many decimals. */
  static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String digits = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
    boolean zero = digits.chars().noneMatch(c -> c >= '1' && c <= '9');
    return value < 0 && !zero ? "−" + digits : digits;
  }

  /** Returns a number rounded to that many significant digits, never in powers of ten. */
  static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return rounded.toPlainString().replace('-', '−');
  }

  /** Returns a number with no more digits than it needs, to 9 significant ones. */
  static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(9));
    return rounded.signum() == 0
        ? "0"
        : rounded.stripTrailingZeros().toPlainString().replace('-', '−');
  }

  /** Returns a count in at most four characters or so: 950, 1.5k, 12k, 1.2M. */
  static String compact(double count) {
    double size = Math.abs(count);
    if (size >= 999_500) {
      return scaled(count / 1e6, "M");
    }
    return size >= 1000 ? scaled(count / 1e3, "k") : plain(count);
  }

  /** Returns a whole number with thin spaces between thousands. */
  static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202F').replace('-', '−');
  }

  /** Returns a probability; below what two digits show, as a bound. */
  static String probability(double value) {
    return value < 0.0005 ? "< 0.001" : significant(value, 2);
  }

  /** Returns a number of passes as "120", "2.5" or, where there is no end, "∞". */
  static String passes(double passes) {
    if (Double.isInfinite(passes)) {
      return "∞";
    }
    return passes < 9.95 ? fixed(passes, 1) : grouped(Math.round(passes));
  }

  /** Returns the estimate alone, rounded as its interval asks for. */
  static String value(Interval interval) {
    return fixed(interval.value(), decimals(interval));
  }

  /** Returns the bounds alone, {@code [low, high]}; empty where they are not finite. */
  static String bounds(Interval interval) {
    if (!Double.isFinite(interval.low()) || !Double.isFinite(interval.high())) {
      return "";
    }
    int decimals = decimals(interval);
    return "[" + fixed(interval.low(), decimals) + ", " + fixed(interval.high(), decimals) + "]";
  }

  /** Returns the interval in another unit, so many of which make one of this. */
  static Interval times(Interval interval, double factor) {
    return new Interval(
        factor * interval.value(), factor * interval.low(), factor * interval.high());
  }

  /** Two significant digits of the interval's width: more would be noise, fewer would hide it. */
  private static int decimals(Interval interval) {
    double width = interval.high() - interval.low();
    double size = width > 0 && Double.isFinite(width) ? width : Math.abs(interval.value()) / 100;
    if (!(size > 0) || !Double.isFinite(size)) {
      return 3;
    }
    return (int) Math.max(0, Math.min(7, 1 - Math.floor(Math.log10(size))));
  }

  private static String scaled(double value, String suffix) {
    return plain(Math.abs(value) < 10 ? Math.round(10 * value) / 10.0 : Math.round(value)) + suffix;
  }
}
