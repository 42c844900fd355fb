package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class SeedComparisonTest {
  /** Hours of sleep gained, "Student" 1908: t = 4.0621, p = .002833, interval .7001 to 2.4599. */
  private static final double[] SLEEP = {1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, .8, 4.6, 1.4};

  @Test
  void studentsOwnExample() {
    SeedComparison sleep = SeedComparison.of(SLEEP, .95);
    assertThat(sleep.seeds()).isEqualTo(10);
    assertThat(sleep.mean()).isCloseTo(1.58, within(1e-12));
    assertThat(sleep.deviation()).isCloseTo(1.2300, within(5e-5));
    assertThat(sleep.interval().low()).isCloseTo(.7001142, within(1e-6));
    assertThat(sleep.interval().high()).isCloseTo(2.4598858, within(1e-6));
    assertThat(sleep.pValue(0)).isCloseTo(.002832890, within(1e-7));
    assertThat(sleep.missing()).isEmpty();
  }

  @Test
  void equivalenceIsAnIntervalOfTwiceTheLevelInsideTheMargin() {
    SeedComparison sleep = SeedComparison.of(SLEEP, .95);
    double end = SeedComparison.of(SLEEP, .9).interval().high();
    assertThat(sleep.equivalencePValue(end)).isCloseTo(.05, within(1e-6));
    assertThat(sleep.isEquivalentWithin(1.001 * end)).isTrue();
    assertThat(sleep.isEquivalentWithin(.999 * end)).isFalse();
  }

  @Test
  void aSmallDifferenceThatIsShownMayStillBeEquivalent() {
    SeedComparison small = SeedComparison.of(new double[] {.010, .011, .009, .010}, .95);
    assertThat(small.pValue(0)).isLessThan(.01);
    assertThat(small.isEquivalentWithin(.02)).isTrue();
    assertThat(small.isEquivalentWithin(.01)).isFalse();
  }

  @Test
  void underTheEdgeOfTheMarginEquivalenceIsClaimedAtItsLevel() {
    RandomSequence random = new RandomSequence(5);
    int claimed = 0;
    for (int trial = 0; trial < 4000; trial++) {
      double[] figures = new double[5];
      Arrays.setAll(figures, i -> 3 + random.nextGaussian());
      claimed += SeedComparison.of(figures, .95).isEquivalentWithin(3) ? 1 : 0;
    }
    assertThat(claimed / 4000.0).isCloseTo(.05, within(4 * Math.sqrt(.05 * .95 / 4000)));
  }

  @Test
  void oneSeedSaysWhatIsMissing() {
    SeedComparison one = SeedComparison.of(new double[] {.97}, .95);
    assertThat(one.mean()).isEqualTo(.97);
    assertThat(one.interval()).isEqualTo(Interval.unbounded(.97));
    assertThat(one.deviation()).isNaN();
    assertThat(one.pValue(0)).isNaN();
    assertThat(one.isEquivalentWithin(10)).isFalse();
    assertThat(one.missing()).contains("One seed");
  }

  @Test
  void seedsThatAllAgree() {
    SeedComparison same = SeedComparison.of(new double[] {.5, .5, .5}, .95);
    assertThat(same.interval()).isEqualTo(new Interval(.5, .5, .5));
    assertThat(same.pValue(.5)).isEqualTo(1);
    assertThat(same.pValue(0)).isZero();
    assertThat(same.isEquivalentWithin(.6)).isTrue();
    assertThat(same.isEquivalentWithin(.5)).isFalse();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> SeedComparison.of(new double[0], .95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seeds: 0");
    assertThatThrownBy(() -> SeedComparison.of(new double[] {1, Double.NaN}, .95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed number 1: NaN");
    assertThatThrownBy(() -> SeedComparison.of(SLEEP, .95).isEquivalentWithin(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("margin: 0.0");
  }
}
