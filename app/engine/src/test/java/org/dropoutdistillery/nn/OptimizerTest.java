package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the textbook's loops in double, over many steps with a rate that changes. */
class OptimizerTest {
  private static final int WEIGHTS = 50;
  private static final int STEPS = 200;

  private final RandomSequence random = new RandomSequence(3);
  private final float[] weights = new float[WEIGHTS];
  private final double[] expected = new double[WEIGHTS];
  private final double[] farthest = new double[WEIGHTS];
  private final float[] gradients = new float[WEIGHTS];

  @ParameterizedTest
  @ValueSource(doubles = {0, .5, .9})
  void sgdHasNesterovsMomentum(double momentum) {
    Sgd sgd = new Sgd(momentum);
    float[][] state = new float[sgd.stateSize()][WEIGHTS];
    double[] velocity = new double[WEIGHTS];
    for (int step = 0; step < STEPS; step++) {
      double rate = rate(step);
      drawGradients();
      for (int i = 0; i < WEIGHTS; i++) {
        velocity[i] = momentum * velocity[i] + gradients[i];
        expected[i] -= rate * (gradients[i] + momentum * velocity[i]);
      }
      sgd.beginStep(step, rate);
      sgd.update(weights, gradients, state, WEIGHTS);
      assertCloseToExpected();
    }
  }

  @ParameterizedTest
  @CsvSource({".9, .999", "0, .999", ".5, .9"})
  void adamCorrectsItsBias(double beta1, double beta2) {
    Adam adam = new Adam(beta1, beta2);
    float[][] state = new float[adam.stateSize()][WEIGHTS];
    double[] mean = new double[WEIGHTS];
    double[] square = new double[WEIGHTS];
    for (int step = 0; step < STEPS; step++) {
      double rate = rate(step);
      drawGradients();
      for (int i = 0; i < WEIGHTS; i++) {
        mean[i] = beta1 * mean[i] + (1 - beta1) * gradients[i];
        square[i] = beta2 * square[i] + (1 - beta2) * gradients[i] * gradients[i];
        double correctedMean = mean[i] / (1 - Math.pow(beta1, step + 1));
        double correctedSquare = square[i] / (1 - Math.pow(beta2, step + 1));
        expected[i] -= rate * correctedMean / (Math.sqrt(correctedSquare) + 1e-8);
      }
      adam.beginStep(step, rate);
      adam.update(weights, gradients, state, WEIGHTS);
      assertCloseToExpected();
    }
  }

  /** Whatever the size of the gradient; ε is small beside all but the smallest. */
  @Test
  void adamsFirstStepIsAsLongAsTheRate() {
    Adam adam = new Adam(.9, .999);
    float[] moved = {0, 0, 0, 0};
    adam.beginStep(0, .01);
    adam.update(moved, new float[] {1e-3f, -200, 0, 1e-8f}, new float[2][4], 4);

    assertThat(moved[0]).isCloseTo(-.01f, within(1e-6f));
    assertThat(moved[1]).isCloseTo(.01f, within(1e-6f));
    assertThat(moved[2]).isZero();
    assertThat(moved[3]).isCloseTo(-.005f, within(1e-6f));
  }

  @Test
  void updatesTheFirstWeightsOnly() {
    float[] moved = {1, 1, 1};
    Sgd sgd = new Sgd(0);
    sgd.beginStep(0, 1);
    sgd.update(moved, new float[] {1, 1, 1}, new float[1][3], 2);
    assertThat(moved).containsExactly(0, 0, 1);
  }

  @Test
  void cosineFallsFromTheInitialRateToZero() {
    assertThat(Schedule.COSINE.rate(.3, 0, 100)).isEqualTo(.3);
    assertThat(Schedule.COSINE.rate(.3, 50, 100)).isCloseTo(.15, within(1e-15));
    assertThat(Schedule.COSINE.rate(.3, 100, 100)).isCloseTo(0, within(1e-15));
    assertThat(Schedule.COSINE.rate(.3, 25, 100))
        .isCloseTo(.3 * (2 + Math.sqrt(2)) / 4, within(1e-15));
    for (int step = 1; step < 100; step++) {
      assertThat(Schedule.COSINE.rate(.3, step, 100))
          .isPositive()
          .isLessThan(Schedule.COSINE.rate(.3, step - 1, 100));
    }
    assertThat(Schedule.CONSTANT.rate(.3, 99, 100)).isEqualTo(.3);
  }

  private static double rate(int step) {
    return Schedule.COSINE.rate(.01, step, STEPS);
  }

  private void drawGradients() {
    for (int i = 0; i < WEIGHTS; i++) {
      gradients[i] = (float) ((1 + i) * (.2 + random.nextGaussian()));
    }
  }

  /** Float32 rounds relative to where a weight has been. */
  private void assertCloseToExpected() {
    for (int i = 0; i < WEIGHTS; i++) {
      farthest[i] = Math.max(farthest[i], Math.abs(expected[i]));
      assertThat((double) weights[i]).isCloseTo(expected[i], within(2e-5 * farthest[i]));
    }
  }
}
