package org.dropoutdistillery.predict;

import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskLaw;

/** The variance of the factor by which a mask multiplies a unit; its mean is 1. */
final class FactorVariance {
  private FactorVariance() {}

  /**
   * Returns Var r, for a Bernoulli law (1 − κ)/κ.
   *
   * @throws IllegalArgumentException if the law is not known here
   */
  static double of(MaskLaw law) {
    if (law instanceof Bernoulli bernoulli) {
      return bernoulli.dropRate() / bernoulli.keepProbability();
    }
    throw new IllegalArgumentException(
        "%s: moments need the variance of a law's factors, known for Bernoulli".formatted(law));
  }
}
