package org.dropoutdistillery.evaluate;

import java.util.Arrays;

/** Numbers in rising order, for their quantiles. Takes the array over. */
final class SortedSample {
  private final double[] sorted;

  SortedSample(double[] values) {
    Arrays.sort(values);
    sorted = values;
  }

  /** Returns the value at place probability × (count + 1) from 1, between two values by line. */
  double quantile(double probability) {
    double place = Math.min(Math.max(probability * (sorted.length + 1), 1), sorted.length);
    int below = (int) place;
    double low = sorted[below - 1];
    double high = sorted[Math.min(below, sorted.length - 1)];
    return low == high || place == below ? low : low + (place - below) * (high - low);
  }
}
