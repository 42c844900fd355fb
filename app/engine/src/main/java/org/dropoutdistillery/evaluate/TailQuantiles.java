package org.dropoutdistillery.evaluate;

import java.util.Arrays;

/**
 * Collects the studentised statistic of resamples. Where it is not defined it counts as unbounded
 * on both sides.
 */
final class TailQuantiles {
  private final double[] values;
  private int count;
  private boolean undefined;

  TailQuantiles(int resamples) {
    values = new double[resamples];
  }

  /**
   * @param t NaN where it is not defined
   */
  void add(double t) {
    undefined |= Double.isNaN(t);
    values[count++] = t;
  }

  /** Returns the interval of a value with this standard error. All resamples must be there. */
  Interval interval(double value, double standardError, double confidence) {
    double tail = (1 - confidence) / 2;
    SortedSample high = sample(Double.POSITIVE_INFINITY);
    SortedSample low = undefined ? sample(Double.NEGATIVE_INFINITY) : high;
    return new Interval(
        value,
        value - high.quantile(1 - tail) * standardError,
        value - low.quantile(tail) * standardError);
  }

  private SortedSample sample(double whereUndefined) {
    double[] sample = values.clone();
    Arrays.setAll(sample, i -> Double.isNaN(sample[i]) ? whereUndefined : sample[i]);
    return new SortedSample(sample);
  }
}
