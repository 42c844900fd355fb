package org.dropoutdistillery.evaluate;

/**
 * Student's interval with its first-order error taken away: Hall's cubic transformation of the
 * studentised mean, inverted ("On the removal of skewness by transformation", JRSS B 54, 1992, eq.
 * 2.5). With γ the skewness of a row and T = √n (mean − μ)/s, g(T) = T + γT²/(3√n) + γ²T³/(27n) +
 * γ/(6√n) is normal up to terms of 1/n, as the studentised bootstrap is, and g can be inverted. It
 * needs one pass over the rows, so it takes the place of the bootstrap where there are many.
 *
 * <p>Rows must be independent. One row leaves the interval unbounded; rows that are all equal give
 * an interval of width 0.
 */
public final class SkewnessCorrectedT {
  private final double confidence;

  /**
   * @param confidence level in (0, 1)
   * @throws IllegalArgumentException if it is not
   */
  public SkewnessCorrectedT(double confidence) {
    Quantiles.requireConfidence(confidence);
    this.confidence = confidence;
  }

  /**
   * Returns the mean of {@code rows} and its interval.
   *
   * @throws IllegalArgumentException if there is no row
   */
  public Interval mean(double[] rows) {
    int n = rows.length;
    Shapes.requireRows(n);
    double mean = RowMeasures.mean(rows);
    if (n == 1) {
      return Interval.unbounded(mean);
    }
    double squares = 0;
    double cubes = 0;
    for (double row : rows) {
      double deviation = row - mean;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    if (squares == 0) {
      return new Interval(mean, mean, mean);
    }
    double error = Math.sqrt(squares / (n - 1.0) / n);
    double skew = skew(cubes, squares);
    double t = Quantiles.student(confidence, n - 1.0);
    return new Interval(mean, mean - error * deviate(t, skew), mean - error * deviate(-t, skew));
  }

  /** Returns the mean of {@code a} − {@code b} over the same rows and its interval. */
  public Interval meanDifference(double[] a, double[] b) {
    return mean(Shapes.differences(a, b));
  }

  /**
   * Returns mean(part) / mean(whole) over the same rows and its interval: all ratios ρ for which
   * the mean of part − ρ whole may be 0 (Fieller, "Some problems in interval estimation", JRSS B
   * 16, 1954), with the same correction. An end is unbounded where that never becomes impossible.
   *
   * @throws IllegalArgumentException if the numbers of rows differ, there is no row, or the mean of
   *     {@code whole} is not above 0
   */
  public Interval ratio(double[] part, double[] whole) {
    double mean = Shapes.requireWhole(part, whole);
    double ratio = RowMeasures.mean(part) / mean;
    if (whole.length == 1) {
      return Interval.unbounded(ratio);
    }
    RatioTest test = RatioTest.of(part, whole, ratio);
    if (test.isExact()) {
      return new Interval(ratio, ratio, ratio);
    }
    double t = Quantiles.student(confidence, whole.length - 1.0);
    return new Interval(ratio, ratio - test.reach(t, -1), ratio + test.reach(t, 1));
  }

  /** Returns γ/√n from the sums of squared and cubed deviations. */
  static double skew(double cubes, double squares) {
    return squares > 0 ? cubes / Math.pow(squares, 1.5) : 0;
  }

  /**
   * Returns T such that g(T) = z.
   *
   * @param skew γ/√n
   */
  static double deviate(double z, double skew) {
    // The series of the cube root, where its difference from 1 would lose digits.
    double step = skew * (z - skew / 6);
    return Math.abs(step) < 1e-6
        ? (z - skew / 6) * (1 - step / 3)
        : 3 / skew * (Math.cbrt(1 + step) - 1);
  }
}
