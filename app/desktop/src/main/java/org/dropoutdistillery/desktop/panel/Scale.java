package org.dropoutdistillery.desktop.panel;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How the positions of a slider, from 0 to 1, mean values.
 *
 * @param low value at 0
 * @param high value at 1
 * @param law how it goes between them
 * @param whole whether values are whole numbers
 */
public record Scale(double low, double high, Law law, boolean whole) {
  private static final MathContext DIGITS = new MathContext(2);

  /** How values go with positions. */
  public enum Law {
    LINEAR,
    /** Each step multiplies. */
    LOG,
    /** The same, with 0 at the very left. */
    ZERO_OR_LOG
  }

  private static final double ZERO_ENDS = 0.04;

  static Scale linear(double low, double high) {
    return new Scale(low, high, Law.LINEAR, false);
  }

  static Scale wholeLinear(int low, int high) {
    return new Scale(low, high, Law.LINEAR, true);
  }

  static Scale log(double low, double high) {
    return new Scale(low, high, Law.LOG, false);
  }

  static Scale wholeLog(int low, int high) {
    return new Scale(low, high, Law.LOG, true);
  }

  static Scale zeroOrLog(double low, double high) {
    return new Scale(low, high, Law.ZERO_OR_LOG, false);
  }

  /** Returns whether the slider reaches a value. */
  public boolean reaches(double value) {
    return (law == Law.ZERO_OR_LOG && value == 0) || (value >= low && value <= high);
  }

  /** Returns the position of a value, that of the nearest end for values beyond. */
  public double position(double value) {
    double inside = Math.min(high, Math.max(low, value));
    return switch (law) {
      case LINEAR -> (inside - low) / (high - low);
      case LOG -> logPosition(inside);
      case ZERO_OR_LOG -> value <= 0 ? 0 : ZERO_ENDS + (1 - ZERO_ENDS) * logPosition(inside);
    };
  }

  private double logPosition(double value) {
    return Math.log(value / low) / Math.log(high / low);
  }

  /** Returns the value at a position, with as many digits as a slider can tell apart. */
  public double value(double position) {
    if (position >= 1 || (position <= 0 && law == Law.LOG)) {
      return position >= 1 ? high : low; // the ends need not be round
    }
    if (law == Law.LINEAR) {
      double value = low + position * (high - low);
      return whole ? Math.rint(value) : Math.rint(value * 100) / 100;
    }
    if (law == Law.ZERO_OR_LOG && position < ZERO_ENDS) {
      return 0;
    }
    double share = law == Law.LOG ? position : (position - ZERO_ENDS) / (1 - ZERO_ENDS);
    double value = low * Math.pow(high / low, Math.min(1, Math.max(0, share)));
    double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
    return Math.min(high, Math.max(low, whole ? Math.rint(rounded) : rounded));
  }

  /** Returns the value at a position as JSON. */
  public String json(double position) {
    double value = value(position);
    return whole ? Long.toString((long) value) : plain(value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? value + "" : BigDecimal.valueOf(value).toString();
  }

  /** Returns the ends in words, such as "0 to 0.95". */
  public String words() {
    String from = law == Law.ZERO_OR_LOG ? "0, or " + number(low) : number(low);
    return from + " to " + number(high);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
