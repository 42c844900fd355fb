package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.dropoutdistillery.nn.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationMomentsTest {
  // Half a unit in the last place of a float below 1.
  private static final double FLOAT_ROUNDING = 3e-8;

  /** Against an integral that knows where the kink is. */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "-1, 1",
    "3, 1",
    "-3, 1",
    "-5, 1",
    "7.9, 1",
    "8.1, 1",
    "-7.9, 1",
    "-8.1, 1",
    "0.001, 0.01",
    "-0.02, 0.01",
    "40, 30",
    "-100, 30",
    "1000, 1",
    "1e-6, 1e-5",
    "0, 1e-8"
  })
  void reluIsTheIntegral(float mean, float deviation) {
    float variance = deviation * deviation;
    double s = Math.sqrt(variance);
    double kink = Math.max(-mean / s, -12);
    double first = 0;
    double second = 0;
    if (kink < 12) {
      first = integral(z -> mean + s * z, kink, 12);
      second = integral(z -> Math.pow(mean + s * z - shift(mean), 2), kink, 12);
      // What is below the kink gives 0.
      second += Math.pow(shift(mean), 2) * integral(z -> 1, -12, kink);
    }
    double[] moments = apply(Activation.RELU, mean, variance);

    assertThat(moments[0]).isCloseTo(first, within(2 * FLOAT_ROUNDING * Math.max(first, s)));
    double expected = second - Math.pow(first - shift(mean), 2);
    assertThat(moments[1]).isCloseTo(expected, within(1e-7 * variance));
  }

  /** Far from 0 the variance is taken about the mean, or the integral would lose it. */
  private static double shift(double mean) {
    return mean > 0 ? mean : 0;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, .03, .2, .374, .376, .44, .5, .7, 1, 1.5, 3, 10, 50})
  void tanhIsTheIntegral(double deviation) {
    for (double mean : new double[] {0, .1, -.5, 1, -1.7, 3, 6, -12, 60, -400}) {
      float variance = (float) (deviation * deviation);
      double s = Math.sqrt(variance);
      double center = Math.tanh((float) mean);
      double first = integral(z -> Math.tanh((float) mean + s * z) - center, -10, 10);
      double second = integral(z -> Math.pow(Math.tanh((float) mean + s * z) - center, 2), -10, 10);
      double[] moments = apply(Activation.TANH, (float) mean, variance);

      assertThat(moments[0]).isCloseTo(center + first, within(FLOAT_ROUNDING + 1e-8));
      assertThat(moments[1]).isCloseTo(second - first * first, within(FLOAT_ROUNDING + 1e-8));
    }
  }

  /** A small variance goes through by the square of the slope, however small it is. */
  @Test
  void tanhKeepsSmallVariances() {
    for (float deviation : new float[] {1e-3f, 1e-5f, 1e-7f}) {
      double variance = deviation * deviation;
      double slope = 1 - Math.pow(Math.tanh(.7f), 2);
      assertThat(apply(Activation.TANH, .7f, deviation * deviation)[1])
          .isCloseTo(variance * slope * slope, within(1e-5 * variance));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-3, -1e-20f, 0, 1e-20f, .4f, 5})
  void withoutVarianceAUnitIsWhatTheNetworkComputes(float mean) {
    assertThat(apply(Activation.RELU, mean, 0)).containsExactly(Math.max(mean, 0f), 0);
    assertThat(apply(Activation.TANH, mean, 0)).containsExactly((float) Math.tanh(mean), 0);
    assertThat(apply(Activation.IDENTITY, mean, 0)).containsExactly(mean, 0);
  }

  @Test
  void identityChangesNothing() {
    assertThat(apply(Activation.IDENTITY, -2, 9)).containsExactly(-2, 9);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    for (Activation activation : Activation.values()) {
      assertThat(apply(activation, Float.NaN, 1)[0]).isNaN();
      assertThat(apply(activation, Float.NaN, 0)[0]).isNaN();
    }
  }

  private static double[] apply(Activation activation, float mean, float variance) {
    float[] means = {77, mean};
    float[] variances = {0, variance};
    ActivationMoments.of(activation).apply(means, variances, 2);
    return new double[] {means[1], variances[1]};
  }

  /** ∫ f(z) φ(z) dz by Simpson's rule. */
  private static double integral(DoubleUnaryOperator f, double from, double to) {
    int steps = 100_000;
    double h = (to - from) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double z = from + i * h;
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * f.applyAsDouble(z) * Math.exp(-z * z / 2);
    }
    return sum * h / 3 / Math.sqrt(2 * Math.PI);
  }
}
