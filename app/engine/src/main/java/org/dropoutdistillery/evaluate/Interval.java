package org.dropoutdistillery.evaluate;

/** An estimate and its confidence interval, all in the unit of the estimate. */
public record Interval(double value, double low, double high) {
  public boolean contains(double number) {
    return low <= number && number <= high;
  }

  static Interval unbounded(double value) {
    return new Interval(value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Returns what is left of 1 when this share is taken away. */
  Interval shareClosed() {
    return new Interval(1 - value, 1 - high, 1 - low);
  }

  Interval plus(double shift) {
    return new Interval(value + shift, low + shift, high + shift);
  }

  /**
   * @param factor above 0
   */
  Interval times(double factor) {
    return new Interval(factor * value, factor * low, factor * high);
  }

  Interval negated() {
    return new Interval(-value, -high, -low);
  }

  boolean isBounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }
}
