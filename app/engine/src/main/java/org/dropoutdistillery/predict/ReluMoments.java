package org.dropoutdistillery.predict;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * ReLU of a normal number with mean μ and deviation s, in closed form (METHODS.md, section 3.2; the
 * rectified Gaussian of Frey and Hinton, Neural Computation 11, 1999). With a = μ/s, in units of s:
 * mean aΦ(a) + φ(a), second moment (a² + 1)Φ(a) + aφ(a). In double, and in units of s rather than
 * as E₂ − m², so that a large mean does not swallow the variance.
 */
final class ReluMoments implements ActivationMoments {
  // Beyond it the other side of 0 has a probability below 1e-15.
  private static final double CERTAIN = 8;
  private static final double ROOT_HALF = Math.sqrt(.5);
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public void apply(float[] means, float[] variances, int count) {
    for (int i = 0; i < count; i++) {
      double deviation = Math.sqrt(variances[i]);
      // Not a number where both are 0, and then it is not less than anything.
      double a = means[i] / deviation;
      if (Math.abs(a) < CERTAIN) {
        applyAcrossZero(means, variances, i, deviation, a);
      } else if (means[i] <= 0) {
        means[i] = 0;
        variances[i] = 0;
      }
    }
  }

  private static void applyAcrossZero(
      float[] means, float[] variances, int i, double deviation, double a) {
    double above = Erfc.value(-a * ROOT_HALF) / 2;
    double density = DENSITY_AT_ZERO * Math.exp(-a * a / 2);
    double mean = a * above + density;
    double second = (a * a + 1) * above + a * density;
    means[i] = (float) (deviation * mean);
    variances[i] = (float) (deviation * deviation * Math.max(second - mean * mean, 0));
  }
}
