package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class AdaptiveCalibrationTest {
  @Test
  void twoBinsOfTwoRowsByHand() {
    // Sorted: .6 right, .7 wrong | .8 right, .9 right. Sums of right − confidence: −.3 and .3.
    Predictions four = binary(.9, .6, .8, .7);
    int[] labels = {0, 0, 0, 1};
    assertThat(AdaptiveCalibration.error(four, labels, 2)).isCloseTo(.15, within(1e-15));
    // Bins of equal width (0, .5] and (.5, 1] put all into one: |3 − 3| / 4.
    assertThat(Reliability.of(four, labels, 2).expectedCalibrationError())
        .isCloseTo(0, within(1e-15));
  }

  @Test
  void binsThatDoNotDivideTheRowsDifferByAtMostOneRow() {
    // Three rows in two bins: places 0 and 1–2. Gaps .4 | −.7 + .2.
    assertThat(AdaptiveCalibration.error(binary(.6, .7, .8), new int[] {0, 1, 0}, 2))
        .isCloseTo(.9 / 3, within(1e-15));
    // More bins than rows: every row by itself.
    assertThat(AdaptiveCalibration.error(binary(.6, .7, .8), new int[] {0, 1, 0}, 50))
        .isCloseTo((.4 + .7 + .2) / 3, within(1e-15));
  }

  @Test
  void theOrderOfRowsDoesNotMatterEvenWhereTiesCrossABin() {
    // Six rows of confidence .8 in four bins, four of them right: each counts as 2/3 right.
    double[] same = {.8, .8, .8, .8, .8, .8};
    int[] labels = {0, 0, 0, 0, 1, 1};
    RandomSequence random = new RandomSequence(1);
    for (int draw = 0; draw < 20; draw++) {
      random.shuffle(labels);
      assertThat(AdaptiveCalibration.error(binary(same), labels, 4))
          .isCloseTo(.8 - 4.0 / 6, within(1e-15));
    }
  }

  @Test
  void ofACalibratedPredictorItFallsWithTheRowsAndOfAnotherItDoesNot() {
    RandomSequence random = new RandomSequence(7);
    double few = calibrated(200, 0, random);
    double many = calibrated(50_000, 0, random);
    assertThat(many).isLessThan(.01).isLessThan(few / 3);
    // Claims .1 more than is right.
    assertThat(calibrated(50_000, .1, random)).isCloseTo(.1, within(.01));
  }

  @Test
  void thereMustBeABin() {
    assertThatThrownBy(() -> AdaptiveCalibration.error(binary(.6), new int[] {0}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bins: 0");
  }

  private static double calibrated(int rows, double overconfidence, RandomSequence random) {
    double[] confidence = new double[rows];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      confidence[row] = .6 + .4 * random.nextDouble();
      labels[row] = random.nextDouble() < confidence[row] - overconfidence ? 0 : 1;
    }
    return AdaptiveCalibration.error(binary(confidence), labels, 15);
  }

  /** Two classes, the first with these probabilities above .5. */
  private static Predictions binary(double... first) {
    double[] p = new double[2 * first.length];
    Arrays.setAll(p, i -> i % 2 == 0 ? first[i / 2] : 1 - first[i / 2]);
    return Predictions.ofProbabilities(first.length, 2, p);
  }
}
