package org.dropoutdistillery.predict;

import org.dropoutdistillery.nn.Activation;

/** What an activation makes of sums that are normal: mean and variance of its outputs. */
interface ActivationMoments {
  /**
   * Replaces the means and variances of {@code count} sums by those of the units. Where a variance
   * is 0, the unit is what the network computes, and its variance is 0.
   *
   * @param variances not negative
   */
  void apply(float[] means, float[] variances, int count);

  static ActivationMoments of(Activation activation) {
    return switch (activation) {
      case RELU -> new ReluMoments();
      case TANH -> new TanhMoments();
      case IDENTITY -> (means, variances, count) -> {};
    };
  }
}
