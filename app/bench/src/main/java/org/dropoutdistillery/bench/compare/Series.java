package org.dropoutdistillery.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of one thing, once for each process that measured it.
 *
 * @param key what it is of, such as {@code engine/dense-sgd/step}
 * @param unit of the values
 * @param note how it was done, where there is a choice; may be empty
 * @param values at least one
 */
public record Series(String key, String unit, String note, List<Double> values) {
  public Series {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(key + ": no values, expected at least one");
    }
  }

  /** Returns the middle of the values. */
  public double median() {
    return median(values);
  }

  /** Returns the middle value, or the mean of the two in the middle. */
  public static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the smallest. */
  public double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** Returns the largest. */
  public double most() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Returns the median with its unit. */
  public String text() {
    return number(median()) + " " + unit;
  }

  /** Returns a number with three digits, or more before the point. */
  public static String number(double value) {
    double size = Math.abs(value);
    int digits = size == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + Math.min(digits, 9) + "f", value);
  }

  /** Returns all values, for the list of raw ones. */
  public String allValues() {
    return String.join(
        ", ", Arrays.asList(values.stream().map(Series::number).toArray(String[]::new)));
  }
}
