package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.predict.Predictions;
import org.junit.jupiter.api.Test;

class RowMeasuresTest {
  private static final Predictions THREE_ROWS =
      Predictions.ofProbabilities(3, 3, new double[] {.7, .2, .1, .5, .5, 0, 0, 0, 1});
  private static final int[] LABELS = {0, 1, 0};

  @Test
  void errorsCountTheFirstOfTiedClasses() {
    // Row 1 ties 0 and 1: class 0 is chosen, label 1 is missed.
    assertThat(RowMeasures.errors(THREE_ROWS, LABELS)).containsExactly(0, 1, 1);
  }

  @Test
  void nllIsTheLogarithmOfTheLabelClamped() {
    // −log .7, −log .5, and −log 1e-12 = 12 · log 10 for a label of probability 0.
    double[] nll = RowMeasures.nll(THREE_ROWS, LABELS);
    assertThat(nll[0]).isCloseTo(0.35667494393873245, within(1e-15));
    assertThat(nll[1]).isCloseTo(0.6931471805599453, within(1e-15));
    assertThat(nll[2]).isCloseTo(27.631021115928547, within(1e-12));
  }

  @Test
  void nllClampsLogarithmsOfANetworkToo() {
    Predictions sure = new Predictions(1, 2, new double[] {1, 0}, new double[] {0, -400});
    assertThat(RowMeasures.nll(sure, new int[] {1})[0])
        .isCloseTo(27.631021115928547, within(1e-12));
  }

  @Test
  void brierIsTheSquaredDistanceFromTheLabel() {
    // (.3² + .2² + .1²) = .14, (.5² + .5²) = .5, (1 + 1) = 2.
    double[] brier = RowMeasures.brier(THREE_ROWS, LABELS);
    assertThat(brier[0]).isCloseTo(.14, within(1e-15));
    assertThat(brier[1]).isCloseTo(.5, within(1e-15));
    assertThat(brier[2]).isEqualTo(2);
  }

  @Test
  void labelsMustFit() {
    assertThatThrownBy(() -> RowMeasures.nll(THREE_ROWS, new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 labels")
        .hasMessageContaining("[3, 3]");
    assertThatThrownBy(() -> RowMeasures.brier(THREE_ROWS, new int[] {0, 3, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1: 3");
  }
}
