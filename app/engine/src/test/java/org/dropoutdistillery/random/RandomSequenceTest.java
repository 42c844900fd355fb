package org.dropoutdistillery.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSequenceTest {
  private static final double BOUND = Frequencies.DEVIATIONS;

  @Test
  void sameKeyGivesTheSameSequence() {
    RandomSequence first = new RandomSequence(9);
    RandomSequence second = new RandomSequence(8);
    second.nextGaussian();
    second.restart(9);
    assertThat(new RandomSequence(9).nextLong()).isEqualTo(Keys.word(9, 0));
    for (int i = 0; i < 100; i++) {
      assertThat(second.nextLong()).isEqualTo(first.nextLong());
      assertThat(second.nextGaussian()).isEqualTo(first.nextGaussian());
    }
  }

  @Test
  void otherKeysGiveOtherSequences() {
    RandomSequence first = new RandomSequence(9);
    RandomSequence second = new RandomSequence(10);
    for (int i = 0; i < 100; i++) {
      assertThat(first.nextLong()).isNotEqualTo(second.nextLong());
    }
  }

  @Test
  void doublesAreUniform() {
    RandomSequence random = new RandomSequence(1);
    int n = 500_000;
    int[] cells = new int[1000];
    for (int i = 0; i < n; i++) {
      double value = random.nextDouble();
      assertThat(value >= 0 && value < 1).isTrue();
      cells[(int) (value * 1000)]++;
    }
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(cells), 999))
        .isCloseTo(0, within(BOUND));
  }

  /** Moments of the normal law; the variance of the mean k-th power is (m_2k − m_k²) / n. */
  @Test
  void gaussiansHaveTheMomentsOfTheNormalLaw() {
    RandomSequence random = new RandomSequence(2);
    int n = 1_000_000;
    double[] sums = new double[5];
    double lagged = 0;
    double last = 0;
    int inside = 0;
    for (int i = 0; i < n; i++) {
      double z = random.nextGaussian();
      double power = 1;
      for (int k = 1; k <= 4; k++) {
        power *= z;
        sums[k] += power;
      }
      lagged += z * last;
      last = z;
      inside += Math.abs(z) < 1 ? 1 : 0;
    }
    double root = Math.sqrt(n);
    assertThat(sums[1] / n).isCloseTo(0, within(BOUND / root));
    assertThat(sums[2] / n).isCloseTo(1, within(BOUND * Math.sqrt(2) / root));
    assertThat(sums[3] / n).isCloseTo(0, within(BOUND * Math.sqrt(15) / root));
    assertThat(sums[4] / n).isCloseTo(3, within(BOUND * Math.sqrt(96) / root));
    assertThat(lagged / n).isCloseTo(0, within(BOUND / root));
    assertThat(Frequencies.deviationOfCount(inside, n, 0.682689492137086))
        .isCloseTo(0, within(BOUND));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 360})
  void integersAreUniformBelowTheirBound(int bound) {
    RandomSequence random = new RandomSequence(3);
    int[] counts = new int[bound];
    for (int i = 0; i < 200_000; i++) {
      counts[random.nextInt(bound)]++;
    }
    double chiSquare = Frequencies.chiSquare(counts);
    if (bound == 1) {
      assertThat(counts).containsExactly(200_000);
    } else {
      assertThat(Frequencies.deviationOfChiSquare(chiSquare, bound - 1))
          .isCloseTo(0, within(BOUND));
    }
  }

  /**
   * With bound 3·2²⁹ a remainder alone would favour the lowest third, a scaling alone two of every
   * three numbers.
   */
  @Test
  void integersAreUnbiasedBelowALargeBound() {
    RandomSequence random = new RandomSequence(4);
    int[] thirds = new int[3];
    int[] remainders = new int[3];
    for (int i = 0; i < 300_000; i++) {
      int value = random.nextInt(3 << 29);
      thirds[value >> 29]++;
      remainders[value % 3]++;
    }
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(thirds), 2))
        .isCloseTo(0, within(BOUND));
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(remainders), 2))
        .isCloseTo(0, within(BOUND));
  }

  @Test
  void shufflesAreUniformOverAllOrders() {
    RandomSequence random = new RandomSequence(6);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 96_000; i++) {
      int[] values = {0, 1, 2, 3};
      random.shuffle(values);
      counts.merge(java.util.Arrays.toString(values), 1, Integer::sum);
    }
    assertThat(counts).hasSize(24);
    int[] cells = counts.values().stream().mapToInt(Integer::intValue).toArray();
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(cells), 23))
        .isCloseTo(0, within(BOUND));
  }
}
