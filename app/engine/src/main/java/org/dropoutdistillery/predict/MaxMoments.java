package org.dropoutdistillery.predict;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The larger of two independent normal numbers, in closed form (Clark, "The greatest of a finite
 * set of random variables", Operations Research 9, 1961; METHODS.md, section 3.2). With θ² = s₁² +
 * s₂² and α = (μ₁ − μ₂)/θ, and counted from the middle of both means, so that large means do not
 * swallow the variance: mean (θα/2)(Φ(α) − Φ(−α)) + θφ(α), second moment (θα/2)² + s₁²Φ(α) +
 * s₂²Φ(−α).
 */
final class MaxMoments {
  // Beyond it the other one is larger with a probability below 1e-15.
  private static final double CERTAIN = 8;
  private static final double ROOT_HALF = Math.sqrt(.5);
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  private MaxMoments() {}

  /** Replaces the moments of the first {@code count} numbers by those of the larger ones. */
  static void apply(
      float[] means, float[] variances, float[] otherMeans, float[] otherVariances, int count) {
    for (int i = 0; i < count; i++) {
      double distance = (double) means[i] - otherMeans[i];
      double deviation = Math.sqrt((double) variances[i] + otherVariances[i]);
      if (Math.abs(distance) < CERTAIN * deviation) {
        double alpha = distance / deviation;
        double first = Erfc.value(-alpha * ROOT_HALF) / 2;
        double density = DENSITY_AT_ZERO * Math.exp(-alpha * alpha / 2);
        double mean = distance * (first - .5) + deviation * density;
        double second =
            distance * distance / 4 + variances[i] * first + otherVariances[i] * (1 - first);
        means[i] = (float) (((double) means[i] + otherMeans[i]) / 2 + mean);
        variances[i] = (float) Math.max(second - mean * mean, 0);
      } else if (distance < 0) {
        means[i] = otherMeans[i];
        variances[i] = otherVariances[i];
      }
    }
  }
}
