package org.dropoutdistillery.plots;

/**
 * An axis range and the distance of its ticks, a 1, 2 or 5 times a power of ten.
 *
 * @param low lower bound
 * @param high upper bound, above {@code low}
 * @param unit distance between ticks
 */
record NiceScale(double low, double high, double unit) {
  private static final double NEAR_ZERO = 0.7;

  /**
   * Returns a scale over the values with some air above them. It starts at 0 where the values come
   * close to 0 or do not differ, so that small differences look small.
   */
  static NiceScale covering(double lowest, double highest) {
    if (!(highest > lowest)) {
      double top = highest > 0 ? 1.25 * highest : 1;
      return new NiceScale(Math.min(0, lowest), top, unit(top - Math.min(0, lowest), 4));
    }
    double air = 0.08 * (highest - lowest);
    double low = lowest >= 0 && lowest < NEAR_ZERO * highest ? 0 : lowest - air;
    double high = highest + air;
    return new NiceScale(low, high, unit(high - low, 4));
  }

  /** Returns the scale with about so many parts between its ticks. */
  NiceScale inParts(int parts) {
    return new NiceScale(low, high, unit(high - low, parts));
  }

  /** Returns a scale from the first to the last step. */
  static NiceScale ofSteps(long first, long last) {

    double high = Math.max(last, first + 1);
    return new NiceScale(first, high, Math.max(1, unit(high - first, 5)));
  }

  /** Returns the 1, 2 or 5 times a power of ten that divides a span into about that many parts. */
  static double unit(double span, int parts) {
    double rough = span / parts;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double mantissa = rough / power;
    if (mantissa < 1.5) {
      return power;
    }
    return mantissa < 3.5 ? 2 * power : mantissa < 7.5 ? 5 * power : 10 * power;
  }
}
