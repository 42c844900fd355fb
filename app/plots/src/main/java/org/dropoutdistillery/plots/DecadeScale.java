package org.dropoutdistillery.plots;

/**
 * Bounds of a logarithmic axis, each a 1, 2 or 5 times a power of ten.
 *
 * @param low lower bound, above 0
 * @param high upper bound, above {@code low}
 */
record DecadeScale(double low, double high) {
  private static final double DECADES_AT_MOST = 5;

  /**
   * Returns the bounds for divergences: up to the largest value; down to the smallest above 0, but
   * at most one decade under the noise floor, since how far below it a debiased estimate falls is
   * chance, and never more than five decades in all.
   *
   * @param smallest smallest value above 0
   * @param largest largest value
   * @param floor lowest noise floor; NaN or not above 0 where there is none
   */
  static DecadeScale covering(double smallest, double largest, double floor) {
    double high = above(largest);
    double low = smallest;
    if (floor > 0) {
      low = Math.min(floor, Math.max(smallest, floor / 10));
    }
    low = Math.max(low, high * Math.pow(10, -DECADES_AT_MOST));
    return new DecadeScale(below(low), high);
  }

  double decades() {
    return Math.log10(high / low);
  }

  private static double below(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double mantissa = value / power;
    return power * (mantissa > 5.5 ? 5 : mantissa > 2.2 ? 2 : mantissa > 1.1 ? 1 : 0.5);
  }

  private static double above(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double mantissa = value / power;
    return power * (mantissa < 1.8 ? 2 : mantissa < 4.5 ? 5 : mantissa < 9 ? 10 : 20);
  }
}
