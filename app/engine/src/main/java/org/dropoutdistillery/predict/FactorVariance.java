package org.dropoutdistillery.predict;

import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.Gaussian;
import org.dropoutdistillery.dropout.MaskLaw;

/** The variance of the factor by which a mask multiplies a unit; its mean is 1. */
final class FactorVariance {
  private FactorVariance() {}

  /**
   * Returns Var r: (1 − κ)/κ for a Bernoulli law, and as much for a normal one of that drop rate.
   *
   * @throws IllegalArgumentException if the law is not known here
   */
  static double of(MaskLaw law) {
    if (law instanceof Bernoulli bernoulli) {
      return bernoulli.dropRate() / bernoulli.keepProbability();
    }
    if (law instanceof Gaussian gaussian) {
      return gaussian.deviation() * gaussian.deviation();
    }
    throw new IllegalArgumentException(
        "%s: moments need the variance of a law's factors, known for Bernoulli and Gaussian"
            .formatted(law));
  }
}
