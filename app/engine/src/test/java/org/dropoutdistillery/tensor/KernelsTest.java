package org.dropoutdistillery.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class KernelsTest {
  @Test
  void softmaxIsWhatItsFormulaSays() {
    RandomSequence random = new RandomSequence(1);
    float[] logits = new float[12];
    double[] probabilities = new double[12];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (5 * random.nextGaussian());
    }

    double logNormaliser = Kernels.softmax(logits, 2, probabilities, 5, 7);

    double sum = 0;
    for (int k = 0; k < 7; k++) {
      sum += Math.exp(logits[2 + k]);
    }
    assertThat(logNormaliser).isCloseTo(Math.log(sum), within(1e-12));
    for (int i = 0; i < 12; i++) {
      double expected = i < 5 ? 0 : Math.exp(logits[i - 3]) / sum;
      assertThat(probabilities[i]).isCloseTo(expected, within(1e-14));
    }
  }

  @Test
  void softmaxOfExtremeLogitsIsFinite() {
    float[][] extremes = {
      {Float.MAX_VALUE, -Float.MAX_VALUE, 0},
      {Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE},
      {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE},
      {1e30f, 1e30f, 1e30f},
      {-800, -801, -2000},
      {800, 801, -2000}
    };
    double e = Math.exp(-1);
    double[][] expected = {
      {1, 0, 0},
      {.5, .5, 0},
      {1 / 3.0, 1 / 3.0, 1 / 3.0},
      {1 / 3.0, 1 / 3.0, 1 / 3.0},
      {1 / (1 + e), e / (1 + e), 0},
      {e / (1 + e), 1 / (1 + e), 0}
    };
    double[] normalisers = {
      Float.MAX_VALUE,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      1e30f,
      -800 + Math.log1p(e),
      801 + Math.log1p(e)
    };
    double[] probabilities = new double[3];
    for (int i = 0; i < extremes.length; i++) {
      double logNormaliser = Kernels.softmax(extremes[i], 0, probabilities, 0, 3);

      assertThat(probabilities).containsExactly(expected[i], within(1e-14));
      assertThat(logNormaliser).isCloseTo(normalisers[i], within(1e-12 * Math.abs(normalisers[i])));
    }
  }

  @Test
  void biasAndReluActOnTheirPartOnly() {
    float[] values = {1, -3, 2, -1};
    Kernels.addBiasRelu(values, new float[] {.5f, 2, -9, 5}, 3);
    assertThat(values).containsExactly(1.5f, 0, 0, -1);

    Kernels.addBias(values, new float[] {-2, 4, 7}, 2);
    assertThat(values).containsExactly(-.5f, 4, 0, -1);
  }

  @Test
  void derivativesComeFromOutputs() {
    float[] derivatives = {7, 7, 7, 7, 7};
    Kernels.reluDerivatives(new float[] {3, 0, Float.MIN_VALUE, 9}, derivatives, 3);
    assertThat(derivatives).containsExactly(1, 0, 1, 7, 7);

    Kernels.tanhDerivatives(new float[] {-.5f, 0, 1, .5f}, derivatives, 3);
    assertThat(derivatives).containsExactly(.75f, 1, 0, 7, 7);
  }

  /** Every 97th float of one sign, and all that lie around the ends of the range; tanh is odd. */
  @Test
  void tanhIsWithinThreeUnitsInTheLastPlace() {
    double worst = 0;
    for (int bits = 0; bits < Float.floatToRawIntBits(12f); bits += 97) {
      worst = Math.max(worst, errorOfTanh(Float.intBitsToFloat(bits)));
    }
    for (float x = 8.9f; x < 9.2f; x = Math.nextUp(x)) {
      worst = Math.max(worst, errorOfTanh(x));
    }
    assertThat(worst).isLessThan(3);
  }

  /** In units in the last place of the exact result. */
  private static double errorOfTanh(float x) {
    float got = Kernels.tanh(x);
    double expected = Math.tanh(x);
    if (Kernels.tanh(-x) != -got || got > 1) {
      throw new AssertionError("tanh(" + x + ") = " + got);
    }
    return Math.abs(got - expected) / Math.ulp((float) expected);
  }

  @Test
  void tanhSaturatesAndKeepsWhatIsTiny() {
    for (float x : new float[] {9.1f, 100, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
      assertThat(Kernels.tanh(x)).isEqualTo(1);
      assertThat(Kernels.tanh(-x)).isEqualTo(-1);
    }
    for (float x : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, 1e-20f}) {
      assertThat(Kernels.tanh(x)).isEqualTo(x);
    }
    assertThat(Kernels.tanh(Float.NaN)).isNaN();
    float[] values = {.5f, -20, 5};
    Kernels.addBiasTanh(values, new float[] {.25f, 1, 1}, 2);
    assertThat(values).containsExactly(Kernels.tanh(.75f), -1, 5);
  }

  @Test
  void productsAndSumsAreElementwise() {
    float[] values = {1, 2, 3, 4};
    Kernels.multiply(values, new float[] {1, 0, 2, 7}, 3);
    assertThat(values).containsExactly(1, 0, 6, 4);

    Kernels.scale(values, 2, 3);
    assertThat(values).containsExactly(2, 0, 12, 4);

    float[] sums = {1, 1, 1};
    Kernels.addScaled(sums, values, .5f, 2);
    assertThat(sums).containsExactly(2, 1, 1);
    Kernels.accumulateSquares(sums, values, 2);
    assertThat(sums).containsExactly(6, 1, 1);
  }
}
