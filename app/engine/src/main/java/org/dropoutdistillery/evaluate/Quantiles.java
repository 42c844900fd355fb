package org.dropoutdistillery.evaluate;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/** Quantiles of the distributions that studentised numbers follow. */
final class Quantiles {
  private Quantiles() {}

  /** Returns z such that a standard normal number lies in [−z, z] with probability confidence. */
  static double normal(double confidence) {
    requireConfidence(confidence);
    // No generator: only quantiles are asked for.
    return new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + confidence) / 2);
  }

  /**
   * Returns t such that Student's t lies in [−t, t] with probability confidence.
   *
   * @param degrees of freedom, above 0; need not be whole
   */
  static double student(double confidence, double degrees) {
    requireConfidence(confidence);
    return new TDistribution(null, degrees).inverseCumulativeProbability((1 + confidence) / 2);
  }

  static void requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1 - 1e-9)) {
      throw new IllegalArgumentException(
          "confidence: " + confidence + ", expected a number in (0, 1)");
    }
  }
}
