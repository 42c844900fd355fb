package org.dropoutdistillery.evaluate;

/** Quantiles of the standard normal distribution. */
final class NormalQuantile {
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  private NormalQuantile() {}

  /** Returns z such that a standard normal number lies in [−z, z] with probability confidence. */
  static double ofConfidence(double confidence) {
    requireConfidence(confidence);
    double z = 0;
    double step = 1;
    // Newton's steps from 0 only ever grow z, since the distribution function is concave there.
    while (step > 1e-14 * (1 + z)) {
      step = (confidence / 2 - aboveZero(z)) / density(z);
      z += step;
    }
    return z;
  }

  static void requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1 - 1e-9)) {
      throw new IllegalArgumentException(
          "confidence: " + confidence + ", expected a number in (0, 1)");
    }
  }

  /**
   * Returns P(0 < Z < z) by its Taylor series (Marsaglia, "Evaluating the normal distribution").
   */
  private static double aboveZero(double z) {
    double term = z;
    double sum = z;
    for (int i = 3; sum + term != sum || i == 3; i += 2) {
      term *= z * z / i;
      sum += term;
    }
    return sum * density(z);
  }

  private static double density(double z) {
    return DENSITY_AT_ZERO * Math.exp(-z * z / 2);
  }
}
