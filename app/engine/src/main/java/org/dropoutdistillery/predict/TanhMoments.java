package org.dropoutdistillery.predict;

/**
 * The hyperbolic tangent of a normal number with mean μ and deviation s: mean and variance by the
 * trapezoidal rule, within 1e-8.
 *
 * <p>For E f(μ + sZ) with step h the rule's error falls as exp(−2πd/h), where d is how far f(μ +
 * sz) φ(z) can be followed into the complex plane (Trefethen and Weideman, SIAM Review 56, 2014).
 * The poles of tanh at ±iπ/2 lie at d = π/2s, so the step is shortened as s grows. Gauss–Hermite
 * rules of fixed order would get worse instead.
 */
final class TanhMoments implements ActivationMoments {
  // Where |z| ends; what lies beyond has a probability of 2e-9.
  private static final double END = 6;
  private static final double LONGEST_STEP = .8;
  private static final double LONGEST_STEP_OF_SUM = .3;
  // Below it exp(2x) neither overflows nor vanishes.
  private static final double LARGEST_SUM = 340;

  @Override
  public void apply(float[] means, float[] variances, int count) {
    for (int i = 0; i < count; i++) {
      double deviation = Math.sqrt(variances[i]);
      if (deviation == 0) {
        means[i] = (float) Math.tanh(means[i]);
      } else {
        integrate(means, variances, i, deviation);
      }
    }
  }

  private static void integrate(float[] means, float[] variances, int i, double deviation) {
    double mean = means[i];
    double h = Math.min(LONGEST_STEP, LONGEST_STEP_OF_SUM / deviation);
    boolean large = Math.abs(mean) + END * deviation > LARGEST_SUM;
    // exp(2x) and exp(−z²/2) from one node to the next: by a factor, which for the latter itself
    // falls by a fixed factor.
    double center = Math.exp(2 * mean);
    double growth = Math.exp(2 * h * deviation);
    double above = center;
    double below = center;
    double ratio = Math.exp(-h * h / 2);
    double ratioOfRatios = ratio * ratio;
    double weight = 1;
    double weights = 1;
    double first = 0;
    double second = 0;
    for (int j = 1; j * h <= END; j++) {
      weight *= ratio;
      ratio *= ratioOfRatios;
      above = large ? Math.exp(2 * (mean + j * h * deviation)) : above * growth;
      below = large ? Math.exp(2 * (mean - j * h * deviation)) : below / growth;
      double up = tanh(above) - tanh(center);
      double down = tanh(below) - tanh(center);
      weights += 2 * weight;
      first += weight * (up + down);
      second += weight * (up * up + down * down);
    }
    double shift = first / weights;
    means[i] = (float) (tanh(center) + shift);
    variances[i] = (float) Math.max(second / weights - shift * shift, 0);
  }

  /** Returns tanh x. */
  private static double tanh(double exponentialOf2x) {
    return 1 - 2 / (1 + exponentialOf2x);
  }
}
