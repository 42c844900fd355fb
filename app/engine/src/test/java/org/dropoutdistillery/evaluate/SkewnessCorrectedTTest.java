package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkewnessCorrectedTTest {
  private final SkewnessCorrectedT corrected = new SkewnessCorrectedT(.95);

  @ParameterizedTest
  @ValueSource(doubles = {-.6, -.05, -1e-9, 0, 1e-7, 1e-3, .3})
  void deviateInvertsHallsTransformation(double skew) {
    for (double z = -3; z <= 3; z += .5) {
      double t = SkewnessCorrectedT.deviate(z, skew);
      // Hall 1992: g(T) = T + aT²/3 + a²T³/27 + a/6 with a = γ/√n.
      double g = t + skew * t * t / 3 + skew * skew * t * t * t / 27 + skew / 6;
      assertThat(g).isCloseTo(z, within(1e-9));
    }
  }

  @Test
  void ofSymmetricRowsItIsStudentsInterval() {
    // Mean 3, variance 2.5, t of 4 degrees 2.776445: half width 2.776445 √.5 = 1.963243.
    Interval interval = corrected.mean(new double[] {1, 2, 3, 4, 5});
    assertThat(interval.value()).isEqualTo(3);
    assertThat(interval.low()).isCloseTo(3 - 1.963243, within(1e-6));
    assertThat(interval.high()).isCloseTo(3 + 1.963243, within(1e-6));
  }

  @Test
  void ofSkewedRowsItIsNearTheBootstrap() {
    double[] rows = lognormal(1500, new RandomSequence(6));
    Interval interval = corrected.mean(rows);
    Interval bootstrap = new BootstrapT(4000, .95, 1).mean(rows);
    double width = bootstrap.high() - bootstrap.low();
    assertThat(interval.low()).isCloseTo(bootstrap.low(), within(.05 * width));
    assertThat(interval.high()).isCloseTo(bootstrap.high(), within(.05 * width));
    assertThat(interval.high() - interval.value())
        .isGreaterThan(1.1 * (interval.value() - interval.low()));
  }

  @Test
  void ofASymmetricRatioItIsFiellersInterval() {
    // Rows mirrored about their means have no third moments.
    double[] part = {1, 2, 3, 2.5, 1.5};
    double[] whole = {3, 4, 5, 3.5, 4.5};
    Interval interval = corrected.ratio(part, whole);
    // Fieller: the roots of (4 − t²s_ww/5) ρ² − 2 (8 − t²s_pw/5) ρ + (4 − t²s_pp/5) = 0, means 2
    // and 4,
    // variances 2.5/4, covariance (1 + 1 − .25 − .25)/4.
    double q = Math.pow(Quantiles.student(.95, 4), 2) / 5;
    double a = 16 - q * .625;
    double b = 8 - q * .375;
    double c = 4 - q * .625;
    double root = Math.sqrt(b * b - a * c);
    assertThat(interval.value()).isEqualTo(.5);
    assertThat(interval.low()).isCloseTo((b - root) / a, within(1e-9));
    assertThat(interval.high()).isCloseTo((b + root) / a, within(1e-9));
  }

  @Test
  void ofSkewedRowsTheRatioIsNearTheBootstrap() {
    RandomSequence random = new RandomSequence(6);
    double[] whole = lognormal(1500, random);
    double[] part = new double[1500];
    Arrays.setAll(part, i -> .1 * whole[i] * random.nextDouble() + .02 * random.nextGaussian());
    Interval interval = corrected.ratio(part, whole);
    Interval bootstrap = new BootstrapT(4000, .95, 1).ratio(part, whole);
    double width = bootstrap.high() - bootstrap.low();
    assertThat(interval.value()).isEqualTo(bootstrap.value());
    assertThat(interval.low()).isCloseTo(bootstrap.low(), within(.06 * width));
    assertThat(interval.high()).isCloseTo(bootstrap.high(), within(.06 * width));
  }

  @Test
  void aWholeThatMayBeNothingLeavesTheRatioUnbounded() {
    double[] part = {1, 2, 3, 2.5, 1.5};
    double[] whole = {1, -1, .5, -.4, .1};
    Interval interval = corrected.ratio(part, whole);
    assertThat(interval.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void degenerateRows() {
    assertThat(corrected.mean(new double[] {2, 2, 2})).isEqualTo(new Interval(2, 2, 2));
    assertThat(corrected.mean(new double[] {2})).isEqualTo(Interval.unbounded(2));
    assertThat(corrected.ratio(new double[] {1, 2}, new double[] {2, 4}))
        .isEqualTo(new Interval(.5, .5, .5));
    assertThatThrownBy(() -> corrected.mean(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rows: 0");
    assertThatThrownBy(() -> corrected.ratio(new double[] {1}, new double[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mean of the whole: -1.0");
  }

  private static double[] lognormal(int rows, RandomSequence random) {
    double[] numbers = new double[rows];
    Arrays.setAll(numbers, i -> Math.exp(random.nextGaussian()));
    return numbers;
  }
}
