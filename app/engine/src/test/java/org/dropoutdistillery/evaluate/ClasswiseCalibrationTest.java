package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.predict.Predictions;
import org.junit.jupiter.api.Test;

class ClasswiseCalibrationTest {
  @Test
  void threeClassesByHand() {
    // Two bins, (0, .5] and (.5, 1]; labels 0 and 1.
    // Class 0: .6 → 1 − .6 = .4 above, .2 → −.2 below: .6 / 2 rows.
    // Class 1: .3 → −.3 below, .2 → 1 − .2 = .8 below: .5 / 2.
    // Class 2: .1 → −.1 below, .6 → −.6 above: .7 / 2.
    Predictions two = Predictions.ofProbabilities(2, 3, new double[] {.6, .3, .1, .2, .2, .6});
    assertThat(ClasswiseCalibration.error(two, new int[] {0, 1}, 2))
        .isCloseTo((.3 + .25 + .35) / 3, within(1e-15));
  }

  @Test
  void seesAClassThatIsNeverChosen() {
    // Class 0 is always right with .7; the rest should be shared by 1 and 2 and all goes to 1.
    double[] p = new double[30];
    int[] labels = new int[10];
    for (int row = 0; row < 10; row++) {
      p[3 * row] = .7;
      p[3 * row + 1] = .3;
      labels[row] = row < 7 ? 0 : 2;
    }
    Predictions predictions = Predictions.ofProbabilities(10, 3, p);
    assertThat(AdaptiveCalibration.error(predictions, labels, 5)).isCloseTo(0, within(1e-15));
    assertThat(ClasswiseCalibration.error(predictions, labels, 5))
        .isCloseTo((0 + .3 + .3) / 3, within(1e-15));
  }

  @Test
  void certaintyThatIsRightHasNoError() {
    Predictions sure = Predictions.ofProbabilities(2, 2, new double[] {1, 0, 0, 1});
    assertThat(ClasswiseCalibration.error(sure, new int[] {0, 1}, 15)).isZero();
    assertThat(ClasswiseCalibration.error(sure, new int[] {1, 0}, 15)).isEqualTo(1);
  }

  @Test
  void thereMustBeABin() {
    Predictions one = Predictions.ofProbabilities(1, 2, new double[] {1, 0});
    assertThatThrownBy(() -> ClasswiseCalibration.error(one, new int[] {0}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bins: 0");
  }
}
