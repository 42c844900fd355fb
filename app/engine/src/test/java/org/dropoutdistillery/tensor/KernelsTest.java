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
    float[] values = {1, 1, -3, 2, 1};
    Kernels.addBiasRelu(values, 1, new float[] {.5f, 2, -9}, 3);
    assertThat(values).containsExactly(1, 1.5f, 0, 0, 1);

    Kernels.addBias(values, 3, new float[] {-2, 4}, 2);
    assertThat(values).containsExactly(1, 1.5f, 0, -2, 5);
  }

  @Test
  void gatesCloseWhereAUnitIsIdle() {
    float[] gates = {2, 2, 0, 2, 2};
    Kernels.closeGatesOfIdle(gates, 1, new float[] {9, 3, 5, 0, -1}, 1, 4);
    assertThat(gates).containsExactly(2, 2, 0, 0, 0);
  }

  @Test
  void productsAndSumsAreElementwise() {
    float[] values = {1, 2, 3, 4};
    Kernels.multiply(values, 1, new float[] {7, 0, 2, 7}, 1, 2);
    assertThat(values).containsExactly(1, 0, 6, 4);

    float[] sums = {1, 1};
    Kernels.accumulate(sums, values, 2, 2);
    assertThat(sums).containsExactly(7, 5);
  }
}
