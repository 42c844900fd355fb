package org.dropoutdistillery.distil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.nn.Loss;
import org.dropoutdistillery.predict.ReferenceNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the expected loss has its optimum, over all masks of a net that can be enumerated. */
class DivergenceTest {
  private static final int ROWS = 25;

  private static final ReferenceNet MOONS = ReferenceNet.moons();
  private static final double[] ARITHMETIC = EnumeratedAverage.of(MOONS);
  private static final double[] GEOMETRIC = EnumeratedAverage.geometric(MOONS);

  @ParameterizedTest
  @EnumSource
  void theMeanGradientOverAllMasksVanishesAtWhatItDistilsAndNotAtTheOther(Divergence divergence) {
    double[] distilled = divergence.isFaithful() ? ARITHMETIC : GEOMETRIC;
    double[] other = divergence.isFaithful() ? GEOMETRIC : ARITHMETIC;
    double awayFromOther = 0;
    for (int row = 0; row < ROWS; row++) {
      double[][] passes = EnumeratedAverage.logits(MOONS, row);
      assertThat(meanGradient(divergence, passes, logitsOf(distilled, row)))
          .as("row %d", row)
          .isCloseTo(0, within(2e-6));
      awayFromOther += Math.abs(meanGradient(divergence, passes, logitsOf(other, row))) / ROWS;
    }
    assertThat(awayFromOther).isGreaterThan(2e-3);
  }

  /** Logits that stand for these probabilities; a constant added changes nothing. */
  private static float[] logitsOf(double[] probabilities, int row) {
    return new float[] {
      (float) (Math.log(probabilities[2 * row]) + .7),
      (float) (Math.log(probabilities[2 * row + 1]) + .7)
    };
  }

  /** Returns the mean over the masks of the gradient by the first of two logits. */
  private static double meanGradient(Divergence divergence, double[][] passes, float[] student) {
    TargetKind kind = divergence.target(OutputKind.CLASSES);
    Loss loss = divergence.loss(OutputKind.CLASSES, 2);
    double sum = 0;
    for (double[] logits : passes) {
      float[] gradient = new float[2];
      loss.gradient(student, target(kind, logits), gradient, 1, 2, 1);
      assertThat(gradient[0] + gradient[1])
          .as("softmax sees no constant")
          .isCloseTo(0, within(1e-5f));
      sum += gradient[0];
    }
    return sum / passes.length;
  }

  private static float[] target(TargetKind kind, double[] logits) {
    double[] sums = new double[2];
    kind.add(new float[] {(float) logits[0], (float) logits[1]}, 0, new double[2], sums);
    return new float[] {(float) sums[0], (float) sums[1]};
  }

  /** A student that gives probability ε to a class of probability ½ hardly moves by squares. */
  @ParameterizedTest
  @EnumSource(names = {"FORWARD_KL", "SQUARED_ERROR"})
  void onlyTheGradientOfForwardKlStaysStrongWhereTheStudentIsSure(Divergence divergence) {
    double epsilon = 1e-3;
    float[] student = {(float) Math.log(1 - epsilon), (float) Math.log(epsilon)};
    float[] gradient = new float[2];
    divergence
        .loss(OutputKind.CLASSES, 2)
        .gradient(student, new float[] {.5f, .5f}, gradient, 1, 2, 1);
    double error = .5 - epsilon;
    double expected =
        divergence == Divergence.FORWARD_KL ? error : 2 * epsilon * (1 - epsilon) * error;
    assertThat((double) gradient[0]).isCloseTo(expected, within(1e-6));
  }

  /** The gradient of a regression net's loss vanishes at its mean response alone. */
  @Test
  void theMeanResponseIsTheOptimumOfRegression() {
    Loss loss = Divergence.SQUARED_ERROR.loss(OutputKind.RESPONSES, 2);
    TargetKind kind = Divergence.SQUARED_ERROR.target(OutputKind.RESPONSES);
    double[] means = EnumeratedAverage.means(MOONS, TargetKind.RESPONSES);
    for (int row = 0; row < ROWS; row++) {
      float[] mean = {(float) means[2 * row], (float) means[2 * row + 1]};
      double[] sums = new double[2];
      double[][] passes = EnumeratedAverage.logits(MOONS, row);
      for (double[] outputs : passes) {
        float[] gradient = new float[2];
        loss.gradient(mean, target(kind, outputs), gradient, 1, 2, 1);
        sums[0] += gradient[0] / passes.length;
        sums[1] += gradient[1] / passes.length;
      }
      assertThat(sums).containsExactly(new double[2], within(2e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTargetAddsUpWhatItsKindSaysOfEachPass(TargetKind kind) {
    double[] logits = {2.5, -1, .5};
    double[] sums = new double[9];
    Arrays.fill(sums, 1);
    float[] outputs = {9, 9, 9, 2.5f, -1, .5f, 9, 9, 9};

    kind.add(outputs, 3, new double[3], sums);
    kind.add(outputs, 3, new double[3], sums);

    double[] target = EnumeratedAverage.target(kind, logits);
    assertThat(Arrays.copyOfRange(sums, 3, 6))
        .containsExactly(
            new double[] {1 + 2 * target[0], 1 + 2 * target[1], 1 + 2 * target[2]}, within(1e-12));
    assertThat(Arrays.copyOf(sums, 3)).containsOnly(1);
    assertThat(Arrays.copyOfRange(sums, 6, 9)).containsOnly(1);
  }

  @Test
  void sayWhatTheyReallyDistil() {
    assertThat(Divergence.FORWARD_KL.distils(OutputKind.CLASSES))
        .isEqualTo("the average of probabilities");
    assertThat(Divergence.SQUARED_ERROR.distils(OutputKind.CLASSES))
        .isEqualTo("the average of probabilities");
    assertThat(Divergence.LOGITS.distils(OutputKind.CLASSES))
        .isEqualTo("the geometric mean (not the average)");
    assertThat(Divergence.REVERSE_KL.distils(OutputKind.CLASSES))
        .isEqualTo("the geometric mean (not the average)");
    assertThat(Divergence.SQUARED_ERROR.distils(OutputKind.RESPONSES))
        .isEqualTo("the average of responses");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQUARED_ERROR")
  void thoseOfProbabilitiesRefuseRegression(Divergence divergence) {
    assertThat(divergence.fits(OutputKind.RESPONSES)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> divergence.target(OutputKind.RESPONSES))
        .withMessageContainingAll(divergence.label(), "regression", "expected squared_error");
    assertThatIllegalArgumentException().isThrownBy(() -> divergence.loss(OutputKind.RESPONSES, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> divergence.distils(OutputKind.RESPONSES));
  }
}
