package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
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
    assertSgd(new Sgd(momentum), 0, step -> momentum, false);
  }

  /** Decay is part of the gradient, so momentum acts on it too. */
  @Test
  void sgdAddsDecayToTheGradient() {
    assertSgd(new Sgd(.9), .3, step -> .9, true);
  }

  @Test
  void whatDoesNotDecayIsUpdatedAsWithoutDecay() {
    Sgd sgd = new Sgd(.9);
    sgd.setWeightDecay(.3);
    assertSgd(sgd, 0, step -> .9, false);
  }

  @Test
  void sgdsMomentumMayChange() {
    assertSgd(new Sgd(0), .3, step -> step < 100 ? .5 : .95, true);
  }

  private void assertSgd(Sgd sgd, double decay, IntToDoubleFunction momentum, boolean decays) {
    if (decays) {
      sgd.setWeightDecay(decay);
    }
    float[][] state = new float[sgd.stateSize()][WEIGHTS];
    double[] velocity = new double[WEIGHTS];
    for (int step = 0; step < STEPS; step++) {
      double rate = rate(step);
      double mu = momentum.applyAsDouble(step);
      drawGradients();
      for (int i = 0; i < WEIGHTS; i++) {
        double gradient = gradients[i] + decay * expected[i];
        velocity[i] = mu * velocity[i] + gradient;
        expected[i] -= rate * (gradient + mu * velocity[i]);
      }
      sgd.setMomentum(mu);
      sgd.beginStep(step, rate);
      sgd.update(weights, gradients, state, WEIGHTS, decays);
      assertCloseToExpected();
    }
  }

  @ParameterizedTest
  @CsvSource({".9, .999", "0, .999", ".5, .9"})
  void adamCorrectsItsBias(double beta1, double beta2) {
    assertAdam(new Adam(beta1, beta2), step -> beta1, beta2, 0, false);
  }

  /** Whatever β₁ was at each step, the weights of past gradients sum to 1 after the correction. */
  @Test
  void adamCorrectsItsBiasWhereItsMomentumChanges() {
    assertAdam(new Adam(.5, .999), step -> step < 3 ? .95 : step < 8 ? .6 : .9, .999, 0, false);
  }

  /** Decay shortens weights by themselves, whatever the gradient's history is. */
  @Test
  void adamsDecayIsDecoupled() {
    Adam adam = new Adam(.9, .999);
    adam.setWeightDecay(2);
    assertAdam(adam, step -> .9, .999, 2, true);
  }

  @Test
  void anOptimizerThatBeginsAgainForgets() {
    Adam used = new Adam(.9, .999);
    for (int step = 0; step < 5; step++) {
      used.beginStep(step, .01);
    }
    assertAdam(used, step -> .9, .999, 0, false);
  }

  private void assertAdam(
      Adam adam, IntToDoubleFunction momentum, double beta2, double decay, boolean decays) {
    float[][] state = new float[adam.stateSize()][WEIGHTS];
    double[] mean = new double[WEIGHTS];
    double[] square = new double[WEIGHTS];
    double meanWeights = 0;
    for (int step = 0; step < STEPS; step++) {
      double rate = rate(step);
      double beta1 = momentum.applyAsDouble(step);
      meanWeights = beta1 * meanWeights + (1 - beta1);
      drawGradients();
      for (int i = 0; i < WEIGHTS; i++) {
        mean[i] = beta1 * mean[i] + (1 - beta1) * gradients[i];
        square[i] = beta2 * square[i] + (1 - beta2) * gradients[i] * gradients[i];
        double correctedMean = mean[i] / meanWeights;
        double correctedSquare = square[i] / (1 - Math.pow(beta2, step + 1));
        expected[i] *= 1 - rate * decay;
        expected[i] -= rate * correctedMean / (Math.sqrt(correctedSquare) + 1e-8);
      }
      adam.setMomentum(beta1);
      adam.beginStep(step, rate);
      adam.update(weights, gradients, state, WEIGHTS, decays);
      assertCloseToExpected();
    }
  }

  /** Whatever the size of the gradient; ε is small beside all but the smallest. */
  @Test
  void adamsFirstStepIsAsLongAsTheRate() {
    Adam adam = new Adam(.9, .999);
    float[] moved = {0, 0, 0, 0};
    adam.beginStep(0, .01);
    adam.update(moved, new float[] {1e-3f, -200, 0, 1e-8f}, new float[2][4], 4, false);

    assertThat(moved[0]).isCloseTo(-.01f, within(1e-6f));
    assertThat(moved[1]).isCloseTo(.01f, within(1e-6f));
    assertThat(moved[2]).isZero();
    assertThat(moved[3]).isCloseTo(-.005f, within(1e-6f));
  }

  @Test
  void refusesRatesAndDecaysOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd(1))
        .withMessageContainingAll("momentum: 1.0", "[0, 1)");
    assertThatIllegalArgumentException().isThrownBy(() -> new Adam(-.1, .999));
    assertThatIllegalArgumentException().isThrownBy(() -> new Adam(.9, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd(.9).setWeightDecay(-1e-4))
        .withMessageContainingAll("weight decay: -1.0E-4", "from 0 up");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(.9, .999).setWeightDecay(Double.NaN));
  }

  @Test
  void updatesTheFirstWeightsOnly() {
    float[] moved = {1, 1, 1};
    Sgd sgd = new Sgd(0);
    sgd.beginStep(0, 1);
    sgd.update(moved, new float[] {1, 1, 1}, new float[1][3], 2, false);
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

  @Test
  void stepFallsToAFifthForTheLastTwoFifths() {
    assertThat(Schedule.STEP.rate(.3, 0, 100)).isEqualTo(.3);
    assertThat(Schedule.STEP.rate(.3, 59, 100)).isEqualTo(.3);
    assertThat(Schedule.STEP.rate(.3, 60, 100)).isCloseTo(.06, within(1e-15));
    assertThat(Schedule.STEP.rate(.3, 99, 100)).isCloseTo(.06, within(1e-15));
    assertThat(Schedule.STEP.rate(.3, 4, 7)).isEqualTo(.3);
    assertThat(Schedule.STEP.rate(.3, 5, 7)).isCloseTo(.06, within(1e-15));
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
