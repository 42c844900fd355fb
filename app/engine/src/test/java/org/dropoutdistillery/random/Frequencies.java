package org.dropoutdistillery.random;

/**
 * Bounds that a fair source exceeds less than once in ten thousand tests; seeds are fixed, so a
 * test that passes goes on passing.
 */
public final class Frequencies {
  /** Standard deviations that a test allows. */
  public static final double DEVIATIONS = 4.5;

  private Frequencies() {}

  /** Returns Σ (observed − expected)² / expected, for equally likely cells. */
  public static double chiSquare(int[] counts) {
    double total = 0;
    for (int count : counts) {
      total += count;
    }
    double expected = total / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  /**
   * Returns how many standard deviations a χ² stands from its mean, by the normal approximation of
   * Wilson and Hilferty (1931), which holds in the tails from few degrees of freedom on.
   */
  public static double deviationOfChiSquare(double chiSquare, int freedom) {
    double variance = 2.0 / (9 * freedom);
    return (Math.cbrt(chiSquare / freedom) - (1 - variance)) / Math.sqrt(variance);
  }

  /** Returns how many standard deviations a count of successes stands from its mean. */
  public static double deviationOfCount(long count, long trials, double probability) {
    return (count - trials * probability) / Math.sqrt(trials * probability * (1 - probability));
  }
}
