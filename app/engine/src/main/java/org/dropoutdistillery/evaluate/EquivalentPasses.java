package org.dropoutdistillery.evaluate;

/**
 * The number of passes k at which the average stands as far from the true one as a predictor does:
 * k ≈ χ²/(2 KL) (METHODS.md, section 4, "Floors"). It is the first term of a series in 1/k; below
 * about ten passes the measured {@link AveragingCurve} says more.
 *
 * <p>1/k is the ratio of two means over the same rows, and only its denominator χ²/2 is sure to be
 * above 0; so the interval is computed for 1/k and turned over. Where the predictor's divergence
 * may be 0, k has no upper end: "at least".
 */
final class EquivalentPasses {
  private EquivalentPasses() {}

  /**
   * Returns k and its interval; ends, and the value itself, may be infinite. Null where masks make
   * no difference.
   *
   * @param distance of the predictor from the true average, unbiased
   * @param spread T times the distance of an average of T independent passes
   * @param resolution distances up to this are rounding
   */
  static Interval of(
      MaskedRows distance, MaskedRows spread, double resolution, MaskedIntervals intervals) {
    double mean = RowMeasures.mean(spread.rows());
    if (!(mean > resolution)) {
      return null;
    }
    Interval inverse = intervals.ratio(distance, spread);
    double least = resolution / mean;
    return new Interval(
        turned(inverse.value(), least),
        turned(inverse.high(), least),
        turned(inverse.low(), least));
  }

  private static double turned(double inverse, double least) {
    return inverse > least ? 1 / inverse : Double.POSITIVE_INFINITY;
  }
}
