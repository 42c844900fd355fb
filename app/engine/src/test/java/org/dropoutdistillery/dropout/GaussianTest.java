package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianTest {
  private static final int COUNT = 2_000_000;
  private static final double DEVIATIONS = Frequencies.DEVIATIONS;

  /** Sample moments of n normals have standard deviations 1, √2, √6 and √24 by √n. */
  @ParameterizedTest
  @ValueSource(doubles = {.05, .5, .8})
  void momentsAreThoseOfNormalFactorsWithTheVarianceOfBernoulli(double dropRate) {
    double keep = 1 - dropRate;
    double bernoulliVariance = keep * Math.pow(1 / keep, 2) - 1;
    double[] normals = normals(dropRate, Math.sqrt(bernoulliVariance));
    double[] moments = new double[5];
    for (double x : normals) {
      moments[1] += x;
      moments[2] += x * x - 1;
      moments[3] += x * x * x - 3 * x;
      moments[4] += x * x * x * x - 6 * x * x + 3;
    }
    double[] deviations = {0, 1, Math.sqrt(2), Math.sqrt(6), Math.sqrt(24)};
    for (int i = 1; i <= 4; i++) {
      assertThat(moments[i] / deviations[i] / Math.sqrt(COUNT))
          .as("Hermite moment %d", i)
          .isCloseTo(0, within(DEVIATIONS));
    }
  }

  /** √n times the largest distance of the two distribution functions exceeds 2.2 once in 10⁴. */
  @Test
  void distributionIsNormal() {
    double[] sorted = normals(.5, 1);
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < COUNT; i++) {
      double below = Erf.erfc(-sorted[i] / Math.sqrt(2)) / 2;
      distance = Math.max(distance, Math.abs(below - (i + .5) / COUNT));
    }
    assertThat(distance * Math.sqrt(COUNT)).isLessThan(2.2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {2.5, 3, 3.5, 4, 4.5})
  void tailsAreAsHeavyAsTheyShouldBe(double bound) {
    double probability = Erf.erfc(bound / Math.sqrt(2)) / 2;
    double[] normals = normals(.5, 1);
    long above = Arrays.stream(normals).filter(x -> x > bound).count();
    long below = Arrays.stream(normals).filter(x -> x < -bound).count();

    assertThat(Frequencies.deviationOfCount(above, COUNT, probability))
        .isCloseTo(0, within(DEVIATIONS));
    assertThat(Frequencies.deviationOfCount(below, COUNT, probability))
        .isCloseTo(0, within(DEVIATIONS));
  }

  /** Every direction of a pair is equally likely, and its length says nothing about it. */
  @Test
  void theTwoFactorsOfAWordAreIndependent() {
    int sectors = 64;
    int[] inside = new int[sectors];
    int[] outside = new int[sectors];
    double[] normals = normals(.5, 1);
    for (int i = 0; i < COUNT; i += 2) {
      double angle = Math.atan2(normals[i], normals[i + 1]) / (2 * Math.PI) + .5;
      double square = normals[i] * normals[i] + normals[i + 1] * normals[i + 1];
      // The median of χ² with two degrees of freedom.
      int[] counts = square < 2 * Math.log(2) ? inside : outside;
      counts[(int) Math.min(angle * sectors, sectors - 1)]++;
    }
    long total = Arrays.stream(inside).sum();
    assertThat(Frequencies.deviationOfCount(total, COUNT / 2, .5)).isCloseTo(0, within(DEVIATIONS));
    for (int[] counts : new int[][] {inside, outside}) {
      assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(counts), sectors - 1))
          .isCloseTo(0, within(DEVIATIONS));
    }
  }

  /** The extreme words: the longest radius, the shortest, and every corner of the angle. */
  @Test
  void everyWordGivesTheFactorsOfBoxAndMullersFormula() {
    Gaussian law = new Gaussian(.5);
    for (long radius : new long[] {0, 1, 1L << 20, 0xB504F333F9L, (1L << 40) - 2, (1L << 40) - 1}) {
      for (long angle : new long[] {0, 1, 0x1FFFFF, 0x200000, 0x3FFFFF, 0x7FFFFF, 0xFFFFFF}) {
        long pair = law.factorPair(radius << 24 | angle);
        double x = Float.intBitsToFloat((int) pair) - 1;
        double y = Float.intBitsToFloat((int) (pair >>> 32)) - 1;
        double length = Math.sqrt(-2 * Math.log((radius + 1) * 0x1p-40));
        assertThat(Math.hypot(x, y)).isCloseTo(length, within(1e-6));
        double turn = ((angle & 0x3FFFFF) + .5) * 0x1p-22 * Math.PI / 2 - Math.PI / 4;
        double small = Math.min(Math.abs(x), Math.abs(y));
        assertThat(small).isCloseTo(length * Math.sin(Math.abs(turn)), within(1e-6));
      }
    }
  }

  @Test
  void rateZeroKeepsEverything() {
    float[] factors = new float[50];
    new Gaussian(0).fill(3, factors, 0, 50);

    assertThat(factors).containsOnly(1f);
    assertThat(new Gaussian(0).isIdentity()).isTrue();
    assertThat(new Gaussian(1e-9).isIdentity()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -1e-9, 1.5, Double.NaN})
  void refusesARateOutsideItsRange(double dropRate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gaussian(dropRate))
        .withMessageContainingAll("dropRate: " + dropRate, "[0, 1)");
  }

  /** Returns (factor − 1) / deviation of units in many masks. */
  private static double[] normals(double dropRate, double deviation) {
    Gaussian law = new Gaussian(dropRate);
    float[] factors = new float[COUNT];
    for (int first = 0; first < COUNT; first += 1000) {
      law.fill(Keys.child(Stream.EVALUATION_MASKS.key(4), first), factors, first, 1000);
    }
    double[] normals = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      normals[i] = (factors[i] - 1) / deviation;
    }
    return normals;
  }
}
