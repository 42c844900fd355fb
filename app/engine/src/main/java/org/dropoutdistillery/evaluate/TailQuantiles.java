package org.dropoutdistillery.evaluate;

/**
 * Collects the studentised statistic of resamples. Where it is not defined it counts as unbounded
 * on both sides.
 */
final class TailQuantiles {
  private final double[] low;
  private final double[] high;
  private int count;

  TailQuantiles(int resamples) {
    low = new double[resamples];
    high = new double[resamples];
  }

  /**
   * @param t NaN where it is not defined
   */
  void add(double t) {
    low[count] = Double.isNaN(t) ? Double.NEGATIVE_INFINITY : t;
    high[count] = Double.isNaN(t) ? Double.POSITIVE_INFINITY : t;
    count++;
  }

  /**
   * Returns the interval of a value with this standard error. All resamples must have been added;
   * to be called once.
   */
  Interval interval(double value, double standardError, double confidence) {
    double tail = (1 - confidence) / 2;
    return new Interval(
        value,
        value - new SortedSample(high).quantile(1 - tail) * standardError,
        value - new SortedSample(low).quantile(tail) * standardError);
  }
}
