package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxMomentsTest {
  private static float[] pair(double mean, double variance, double otherMean, double other) {
    float[] means = {(float) mean};
    float[] variances = {(float) variance};
    float[] otherMeans = {(float) otherMean};
    float[] others = {(float) other};
    MaxMoments.apply(means, variances, otherMeans, others, 1);
    return new float[] {means[0], variances[0]};
  }

  /** Against E max = ∫ x d(F₁F₂), by the trapezoidal rule over both densities. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 1",
    "1, .5, -.5, 2",
    "-3, .01, -3.1, .02",
    "2, 4, 2.5, 0",
    "-1, 0, 1, 9",
    "7, 1, 0, 1",
    "0, 1, 7.5, .1",
    "0, 1e-8, 0, 1e-8",
  })
  void twoNormalNumbersAreExact(double mean, double variance, double otherMean, double other) {
    double[] expected = integrated(mean, Math.sqrt(variance), otherMean, Math.sqrt(other));
    double scale = Math.sqrt(Math.max(variance, other));
    float[] got = pair(mean, variance, otherMean, other);
    assertThat(got[0] - expected[0]).isCloseTo(0, within(2e-6 * scale + 3e-7 * Math.abs(mean)));
    assertThat(got[1] / scale / scale).isCloseTo(expected[1] / scale / scale, within(1e-5));
    float[] turned = pair(otherMean, other, mean, variance);
    assertThat((double) turned[0]).isCloseTo(got[0], within(1e-6 * (scale + Math.abs(mean))));
    assertThat((double) turned[1]).isCloseTo(got[1], within(1e-6 * scale * scale));
  }

  private static double[] integrated(double m1, double s1, double m2, double s2) {
    int points = 4001;
    double[] z = new double[points];
    double[] density = new double[points];
    for (int i = 0; i < points; i++) {
      z[i] = 14.0 * i / (points - 1) - 7;
      density[i] = Math.exp(-z[i] * z[i] / 2);
    }
    double weights = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < points; i++) {
      for (int j = 0; j < points; j++) {
        double weight = density[i] * density[j];
        // Counted from the first mean.
        double largest = Math.max(s1 * z[i], m2 - m1 + s2 * z[j]);
        weights += weight;
        first += weight * largest;
        second += weight * largest * largest;
      }
    }
    double mean = first / weights;
    return new double[] {m1 + mean, second / weights - mean * mean};
  }

  @Test
  void aLargeMeanDoesNotSwallowTheVariance() {
    // Of the larger of two standard normal numbers: mean 1/√π, variance 1 − 1/π.
    float[] got = pair(1000, 1, 1000, 1);
    assertThat((double) got[0]).isCloseTo(1000 + 1 / Math.sqrt(Math.PI), within(1e-4));
    assertThat((double) got[1]).isCloseTo(1 - 1 / Math.PI, within(1e-5));
  }

  @Test
  void certainNumbersAreCompared() {
    assertThat(pair(2, 0, 3, 0)).containsExactly(3, 0);
    assertThat(pair(3, 0, 2, 0)).containsExactly(3, 0);
    assertThat(pair(2, 0, 2, 0)).containsExactly(2, 0);
    assertThat(pair(0, 1, 100, .5)).containsExactly(100, .5f);
  }

  /**
   * What folding leaves: the larger of two is not normal, though the fold takes it as if it were.
   * So the variance comes out too small, by a fifth and a third at worst.
   */
  @ParameterizedTest
  @CsvSource({"4, .04, .25", "9, .05, .35"})
  void foldedPairsAreNearTheLargestOfMany(int count, double ofMean, double ofVariance) {
    RandomSequence random = new RandomSequence(4);
    for (int trial = 0; trial < 100; trial++) {
      float[] means = new float[count];
      float[] variances = new float[count];
      for (int i = 0; i < count; i++) {
        means[i] = (float) (trial == 0 ? 0 : 4 * random.nextDouble());
        variances[i] = (float) (trial == 0 ? 1 : .2 + 2 * random.nextDouble());
      }
      float[] folded = {means[0], variances[0]};
      for (int i = 1; i < count; i++) {
        folded = pair(folded[0], folded[1], means[i], variances[i]);
      }
      double[] exact = largest(means, variances);
      assertThat((folded[0] - exact[0]) / Math.sqrt(exact[1])).isCloseTo(0, within(ofMean));
      assertThat(folded[1] / exact[1]).isBetween(1 - ofVariance, 1.01);
    }
  }

  /** Returns mean and variance of the largest, from the product of all distribution functions. */
  private static double[] largest(float[] means, float[] variances) {
    double step = .005;
    double below = 0;
    double first = 0;
    double second = 0;
    for (double x = -12; x < 16; x += step) {
      double product = 1;
      for (int i = 0; i < means.length; i++) {
        product *=
            new NormalDistribution(means[i], Math.sqrt(variances[i])).cumulativeProbability(x);
      }
      double middle = x - step / 2;
      first += middle * (product - below);
      second += middle * middle * (product - below);
      below = product;
    }
    return new double[] {first, second - first * first};
  }
}
