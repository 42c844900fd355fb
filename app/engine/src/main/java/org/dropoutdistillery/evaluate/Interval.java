package org.dropoutdistillery.evaluate;

/** An estimate and its confidence interval, all in the unit of the estimate. */
public record Interval(double value, double low, double high) {
  public boolean contains(double number) {
    return low <= number && number <= high;
  }
}
