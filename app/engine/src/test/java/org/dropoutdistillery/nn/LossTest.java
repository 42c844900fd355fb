package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each loss against its formula in double, its gradient against central differences of that. */
class LossTest {
  private static final int ROWS = 4;
  private static final int OUTPUTS = 5;
  private static final double STEP = 1e-5;
  private static final double SCALE = .3;

  private final RandomSequence random = new RandomSequence(12);

  /** The loss of one row. */
  private interface Formula {
    double of(double[] logits, double[] targets);
  }

  static List<Arguments> losses() {
    return List.of(
        arguments(new CrossEntropy(OUTPUTS), true, (Formula) LossTest::crossEntropy),
        arguments(new SquaredError(), false, (Formula) (z, t) -> halfSquares(minus(z, t))),
        arguments(
            new SquaredProbabilityError(OUTPUTS),
            true,
            (Formula) (z, t) -> halfSquares(minus(softmax(z), t))),
        arguments(
            new LogitMatching(), false, (Formula) (z, t) -> halfSquares(centred(minus(z, t)))),
        arguments(new ReverseKl(OUTPUTS), false, (Formula) LossTest::reverseKl));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void areTheirFormulasAndTheirGradientsDifferences(Loss loss, boolean soft, Formula formula) {
    float[] logits = normal(2);
    float[] targets = soft ? distributions() : normal(1);
    float[] gradient = new float[ROWS * OUTPUTS];

    double sum = loss.gradient(logits, targets, gradient, ROWS, OUTPUTS, SCALE);

    double expected = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] z = rowOf(logits, row);
      double[] t = rowOf(targets, row);
      expected += formula.of(z, t);
      for (int k = 0; k < OUTPUTS; k++) {
        double[] above = z.clone();
        double[] below = z.clone();
        above[k] += STEP;
        below[k] -= STEP;
        double slope = (formula.of(above, t) - formula.of(below, t)) / (2 * STEP);
        assertThat((double) gradient[row * OUTPUTS + k]).isCloseTo(SCALE * slope, within(1e-6));
      }
    }
    assertThat(sum).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
  }

  @Test
  void matchingLogitsIgnoresWhatTheyHaveInCommon() {
    float[] logits = normal(2);
    float[] shifted = logits.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += 10 * (1 + i / OUTPUTS);
    }

    double loss =
        new LogitMatching().gradient(shifted, logits, new float[logits.length], ROWS, OUTPUTS, 1);

    assertThat(loss).isCloseTo(0, within(1e-9));
  }

  /** What each loss distils from random targets of known mean: its gradient vanishes there. */
  @Test
  void reverseKlIsLowestAtTheGeometricMeanOfTheTeachersPredictions() {
    double[] first = softmax(new double[] {1, 0, -1, .5, 2});
    double[] second = softmax(new double[] {-1, 2, 0, .3, -.4});
    float[] targets = new float[OUTPUTS];
    float[] logits = new float[OUTPUTS];
    for (int k = 0; k < OUTPUTS; k++) {
      targets[k] = (float) ((Math.log(first[k]) + Math.log(second[k])) / 2);
      logits[k] = targets[k] + 3;
    }
    float[] gradient = new float[OUTPUTS];

    double loss = new ReverseKl(OUTPUTS).gradient(logits, targets, gradient, 1, OUTPUTS, 1);

    for (float slope : gradient) {
      assertThat((double) slope).isCloseTo(0, within(1e-6));
    }
    double[] mean = softmax(DoubleNetwork.widened(logits));
    assertThat(loss).isCloseTo((kl(mean, first) + kl(mean, second)) / 2, within(1e-6));
  }

  private static double crossEntropy(double[] z, double[] t) {
    double[] q = softmax(z);
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum -= t[k] * Math.log(q[k]);
    }
    return sum;
  }

  private static double reverseKl(double[] z, double[] t) {
    double[] q = softmax(z);
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum += q[k] * (Math.log(q[k]) - t[k]);
    }
    return sum;
  }

  private static double kl(double[] p, double[] q) {
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      sum += p[k] * Math.log(p[k] / q[k]);
    }
    return sum;
  }

  private static double[] softmax(double[] z) {
    double[] q = new double[z.length];
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      q[k] = Math.exp(z[k]);
      sum += q[k];
    }
    for (int k = 0; k < z.length; k++) {
      q[k] /= sum;
    }
    return q;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int k = 0; k < a.length; k++) {
      difference[k] = a[k] - b[k];
    }
    return difference;
  }

  private static double[] centred(double[] values) {
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    return java.util.Arrays.stream(values).map(value -> value - mean).toArray();
  }

  private static double halfSquares(double[] values) {
    return java.util.Arrays.stream(values).map(value -> value * value / 2).sum();
  }

  private float[] normal(double deviation) {
    float[] values = new float[ROWS * OUTPUTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  private float[] distributions() {
    float[] values = new float[ROWS * OUTPUTS];
    for (int row = 0; row < ROWS; row++) {
      double[] p = softmax(rowOf(normal(1), row));
      for (int k = 0; k < OUTPUTS; k++) {
        values[row * OUTPUTS + k] = (float) p[k];
      }
    }
    return values;
  }

  private static double[] rowOf(float[] values, int row) {
    return DoubleNetwork.widened(
        java.util.Arrays.copyOfRange(values, row * OUTPUTS, (row + 1) * OUTPUTS));
  }
}
