package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.predict.Predictions;
import org.junit.jupiter.api.Test;

class CalibrationDifferenceTest {
  private static final int ROWS = 100;

  /** Four rows in five are of class 0. */
  private static final int[] LABELS = new int[ROWS];

  static {
    Arrays.setAll(LABELS, row -> row % 5 == 0 ? 1 : 0);
  }

  @Test
  void valueIsTheDifferenceOfTheTwoErrors() {
    // Always sure: |.8 − 1| = .2. Always .8: 0.
    Interval interval = interval(constant(1), constant(.8), 1);
    assertThat(interval.value()).isCloseTo(.2, within(1e-12));
    assertThat(interval.low()).isGreaterThan(0).isLessThan(.2);
    assertThat(interval.high()).isGreaterThan(.2);
  }

  @Test
  void confidenceAndCorrectnessMoveTogether() {
    // Both claim more than is right in every resample, so the difference is always .99 − .97:
    // resampling the two apart would give it a width of about .1.
    Interval interval = interval(constant(.99), constant(.97), 1);
    assertThat(interval.value()).isCloseTo(.02, within(1e-12));
    assertThat(interval.high() - interval.low()).isLessThan(1e-12);
  }

  @Test
  void theSamePredictorTwiceShowsNoDifference() {
    assertThat(interval(constant(.7), constant(.7), 1)).isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void swappingTheTwoMirrorsTheInterval() {
    Interval one = interval(constant(1), constant(.75), 3);
    Interval two = interval(constant(.75), constant(1), 3);
    assertThat(two.value()).isEqualTo(-one.value());
    assertThat(two.low()).isCloseTo(-one.high(), within(1e-12));
    assertThat(two.high()).isCloseTo(-one.low(), within(1e-12));
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    Interval first = interval(constant(1), constant(.75), 3);
    assertThat(interval(constant(1), constant(.75), 3)).isEqualTo(first);
    assertThat(interval(constant(1), constant(.75), 4)).isNotEqualTo(first);
  }

  @Test
  void tooFewResamplesAreRefused() {
    assertThatThrownBy(
            () -> CalibrationDifference.interval(constant(1), constant(1), LABELS, 15, 20, .95, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resamples: 20");
  }

  private static Interval interval(Predictions first, Predictions second, long seed) {
    return CalibrationDifference.interval(first, second, LABELS, 15, 999, .95, seed);
  }

  private static Predictions constant(double confidence) {
    double[] probabilities = new double[2 * ROWS];
    Arrays.setAll(probabilities, i -> i % 2 == 0 ? confidence : 1 - confidence);
    return Predictions.ofProbabilities(ROWS, 2, probabilities);
  }
}
