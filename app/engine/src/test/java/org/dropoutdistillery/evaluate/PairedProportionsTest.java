package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class PairedProportionsTest {
  private static final double Z = 1.959963984540054;

  @Test
  void publishedValue() {
    // Bentur's airway data, 1 and 7 discordant of 21: Fagerland, Lydersen, Laake,
    // "Recommended tests and confidence intervals for paired binomial proportions", 2014.
    Interval interval = PairedProportions.difference(1, 7, 21, .95);
    assertThat(interval.value()).isCloseTo(-6.0 / 21, within(1e-15));
    assertThat(interval.low()).isCloseTo(-.517, within(.0005));
    assertThat(interval.high()).isCloseTo(-.026, within(.0005));
  }

  @Test
  void eachLimitIsZStandardErrorsFromTheData() {
    int[][] cases = {{7, 3, 360}, {4, 0, 144}, {0, 4, 144}, {12, 2, 50}, {1, 1, 3}, {30, 80, 200}};
    for (int[] c : cases) {
      Interval interval = PairedProportions.difference(c[0], c[1], c[2], .95);
      assertThat(score(c[0], c[1], c[2], interval.low())).isCloseTo(Z, within(1e-4));
      assertThat(score(c[0], c[1], c[2], interval.high())).isCloseTo(-Z, within(1e-4));
    }
  }

  @Test
  void noDifferingRowStillLeavesRoom() {
    Interval interval = PairedProportions.difference(0, 0, 360, .95);
    double limit = Z * Z / (360 + Z * Z);
    assertThat(interval.value()).isZero();
    assertThat(interval.high()).isCloseTo(limit, within(1e-12));
    assertThat(interval.low()).isCloseTo(-limit, within(1e-12));
  }

  @Test
  void containsNothingExactlyWhereMcNemarShowsNoDifference() {
    for (int b = 0; b <= 20; b++) {
      for (int c = 0; c <= 20; c++) {
        double chiSquare = b + c == 0 ? 0 : (double) (b - c) * (b - c) / (b + c);
        assertThat(PairedProportions.difference(b, c, 144, .95).contains(0))
            .isEqualTo(chiSquare <= Z * Z);
      }
    }
  }

  @Test
  void swappingTheTwoMirrorsTheInterval() {
    Interval one = PairedProportions.difference(9, 2, 144, .9);
    Interval two = PairedProportions.difference(2, 9, 144, .9);
    assertThat(two).isEqualTo(new Interval(-one.value(), -one.high(), -one.low()));
  }

  @Test
  void allRowsMayDiffer() {
    Interval interval = PairedProportions.difference(10, 0, 10, .95);
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(0.0, 1.0);
  }

  @Test
  void coversAtTheRateOfErrorsOfADigitsNet() {
    // Half of 2.5 % of the rows differ each way: about four in 360.
    RandomSequence random = new RandomSequence(3);
    int covered = 0;
    int simulations = 4000;
    for (int s = 0; s < simulations; s++) {
      int b = 0;
      int c = 0;
      for (int row = 0; row < 360; row++) {
        double u = random.nextDouble();
        b += u < .015 ? 1 : 0;
        c += u > .99 ? 1 : 0;
      }
      Interval interval = PairedProportions.difference(b, c, 360, .95);
      covered += interval.contains(.005) ? 1 : 0;
    }
    double coverage = (double) covered / simulations;
    System.out.printf("paired proportions: coverage %.3f%n", coverage);
    // Four standard errors of the simulation, and a point for the counts being whole numbers.
    assertThat(coverage).isBetween(.95 - .01 - 4 * .0034, .98);
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> PairedProportions.difference(3, 2, 4, .95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 2 differing rows of 4");
  }

  /** The score with the nuisance probability found by searching the likelihood. */
  private static double score(int b, int c, int n, double difference) {
    double low = Math.max(0, -difference);
    double high = (1 - difference) / 2;
    for (int i = 0; i < 200; i++) {
      double left = low + (high - low) / 3;
      double right = high - (high - low) / 3;
      if (likelihood(b, c, n, difference, left) < likelihood(b, c, n, difference, right)) {
        low = left;
      } else {
        high = right;
      }
    }
    double second = (low + high) / 2;
    double variance = n * (2 * second + difference - difference * difference);
    return (b - c - n * difference) / Math.sqrt(variance);
  }

  private static double likelihood(int b, int c, int n, double difference, double second) {
    return weighted(b, second + difference)
        + weighted(c, second)
        + weighted(n - b - c, 1 - 2 * second - difference);
  }

  private static double weighted(int count, double probability) {
    return count == 0 ? 0 : count * Math.log(probability);
  }
}
