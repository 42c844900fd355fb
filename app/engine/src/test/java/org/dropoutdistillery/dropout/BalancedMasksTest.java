package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalancedMasksTest {
  private static final MaskSource SOURCE = new MaskSource(Stream.EVALUATION_MASKS, 23);
  private static final int ROWS = 400;
  private static final int UNITS = 101;
  private static final int[] ROW_IDS = IntStream.range(0, ROWS).map(i -> i * 7 % ROWS).toArray();
  private static final double DEVIATIONS = Frequencies.DEVIATIONS;

  @ParameterizedTest
  @CsvSource({
    ".5, 8", ".5, 7", ".2, 8", ".2, 5", ".2, 32", ".7, 43", ".95, 10", ".5, 1", ".3, 100"
  })
  void everyUnitIsKeptInTheRoundedShareOfABlocksPasses(double dropRate, int passes) {
    double expected = (1 - dropRate) * passes;
    int[][] kept = passes(dropRate, passes, 3L * passes);
    int[] counts = new int[ROWS * UNITS];
    for (int[] pass : kept) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += pass[i];
      }
    }
    assertThat(Arrays.stream(counts).boxed())
        .allMatch(count -> Math.abs(count - expected) < 1 - 1e-9);
    double fraction = expected - Math.floor(expected + 1e-9);
    if (fraction > 1e-9) {
      long up = Arrays.stream(counts).filter(count -> count > expected).count();
      assertThat(Frequencies.deviationOfCount(up, counts.length, fraction))
          .isCloseTo(0, within(DEVIATIONS));
    }
  }

  /** At every position of a block, units are kept as independent coins are. */
  @ParameterizedTest
  @CsvSource({".5, 8", ".2, 8", ".7, 5", ".9, 3", ".5, 1"})
  void everySingleMaskIsBernoulli(double dropRate, int passes) {
    for (int[] pass : passes(dropRate, passes, 0)) {
      assertThat(Frequencies.deviationOfCount(sum(pass), pass.length, 1 - dropRate))
          .isCloseTo(0, within(DEVIATIONS));
      double chiSquare = 0;
      for (int row = 0; row < ROWS; row++) {
        int inRow = sum(Arrays.copyOfRange(pass, row * UNITS, (row + 1) * UNITS));
        chiSquare += Math.pow(Frequencies.deviationOfCount(inRow, UNITS, 1 - dropRate), 2);
      }
      assertThat(Frequencies.deviationOfChiSquare(chiSquare, ROWS))
          .as("rows vary as they should")
          .isCloseTo(0, within(DEVIATIONS));
    }
  }

  /** With two of four passes to keep there are six orders, and 36 for two units together. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, UNITS})
  void allOrdersAreEquallyLikelyForAnyTwoUnits(int distance) {
    int[][] kept = passes(.5, 4, 8);
    int[] orders = new int[36];
    for (int i = 0; i + distance < ROWS * UNITS; i++) {
      orders[6 * order(kept, i) + order(kept, i + distance)]++;
    }
    assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(orders), 35))
        .isCloseTo(0, within(DEVIATIONS));
  }

  /** The same unit of the same row at another site, in another block, or of another seed. */
  @Test
  void orderAtOneAddressSaysNothingAboutAnother() {
    int[][] base = passes(SOURCE, 0, .5, 4, 8);
    int[][][] others = {
      passes(SOURCE, 1, .5, 4, 8),
      passes(SOURCE, 0, .5, 4, 12),
      passes(new MaskSource(Stream.EVALUATION_MASKS, 24), 0, .5, 4, 8),
      passes(new MaskSource(Stream.TRANSFER_MASKS, 23), 0, .5, 4, 8)
    };
    for (int[][] other : others) {
      int[] orders = new int[36];
      for (int i = 0; i < ROWS * UNITS; i++) {
        orders[6 * order(base, i) + order(other, i)]++;
      }
      assertThat(Frequencies.deviationOfChiSquare(Frequencies.chiSquare(orders), 35))
          .isCloseTo(0, within(DEVIATIONS));
    }
  }

  /** Returns which of the six ways to choose two of four passes a unit takes. */
  private static int order(int[][] kept, int i) {
    int bits = kept[0][i] + 2 * kept[1][i] + 4 * kept[2][i] + 8 * kept[3][i];
    return Arrays.binarySearch(new int[] {3, 5, 6, 9, 10, 12}, bits);
  }

  /** Any pass at any time, in chunks of any size: odd rows, and rows wider than what is at hand. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 2049, 5000})
  void aMaskDoesNotDependOnWhenItIsAskedForAndWithWhom(int units) {
    int rows = 6;
    BalancedMasks inOrder = masks(MaskSharing.NONE, 5, rows, units);
    float[][] expected = new float[12][rows * units];
    for (int pass = 0; pass < expected.length; pass++) {
      inOrder.at(pass, ROW_IDS, 3).fill(new Bernoulli(.3), 0, 0, rows, 0, units, expected[pass]);
    }
    BalancedMasks atWill = masks(MaskSharing.NONE, 5, 4, units);
    float[] factors = new float[2 * units];
    for (int pass : new int[] {11, 3, 4, 4, 0, 2, 8, 7, 1}) {
      for (int first = 0; first < rows; first += 2) {
        atWill
            .at(pass, ROW_IDS, 3 + first)
            .fill(new Bernoulli(.3), 0, pass % 3, 1, 0, units, factors);
        int row = first + pass % 3;
        if (row < rows) {
          assertThat(Arrays.copyOf(factors, units))
              .isEqualTo(Arrays.copyOfRange(expected[pass], row * units, (row + 1) * units));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, MaskSharing.ALL_ROWS})
  void rowsOfAGroupShareAMaskAndNoOthersDo(int groupSize) {
    int rows = 11;
    BalancedMasks masks = masks(new MaskSharing(groupSize), 6, rows, UNITS);
    float[] factors = new float[rows * UNITS];
    for (int pass = 0; pass < 8; pass++) {
      masks.at(pass, ROW_IDS, 2);
      for (int row = 0; row < rows; row += 5) {
        float[] some = new float[5 * UNITS];
        int count = Math.min(5, rows - row);
        masks.fill(new Bernoulli(.5), 0, row, count, 0, UNITS, some);
        System.arraycopy(some, 0, factors, row * UNITS, count * UNITS);
      }
      for (int a = 0; a < rows; a++) {
        for (int b = 0; b < a; b++) {
          boolean same = Arrays.equals(row(factors, a), row(factors, b));
          assertThat(same).isEqualTo((2 + a) / groupSize == (2 + b) / groupSize);
        }
      }
    }
  }

  /** In any order of passes and sites, by any rows of a group, after a change of the law, too. */
  @ParameterizedTest
  @ValueSource(ints = {3, MaskSharing.ALL_ROWS})
  void aSharedMaskDoesNotDependOnWhoAskedBefore(int groupSize) {
    MaskSharing sharing = new MaskSharing(groupSize);
    BalancedMasks masks = new BalancedMasks(SOURCE, sharing, 5, new int[] {UNITS, UNITS}, 8);
    float[] factors = new float[2 * UNITS];
    float[] expected = new float[2 * UNITS];
    for (double dropRate : new double[] {.5, .2, .5}) {
      for (int pass : new int[] {8, 0, 1, 1, 7, 3, 3, 8}) {
        for (int ask = 0; ask < 8; ask++) {
          int site = ask / 2 % 2;
          int row = ask % 4;
          masks.at(pass, ROW_IDS, 2).fill(new Bernoulli(dropRate), site, row, 2, 0, UNITS, factors);
          new BalancedMasks(SOURCE, sharing, 5, new int[] {UNITS, UNITS}, 8)
              .at(pass, ROW_IDS, 2)
              .fill(new Bernoulli(dropRate), site, row, 2, 0, UNITS, expected);
          assertThat(factors).isEqualTo(expected);
          Arrays.fill(factors, -1);
        }
      }
    }
  }

  @Test
  void aNewDropRateBeginsAnew() {
    BalancedMasks masks = masks(MaskSharing.NONE, 10, 1, UNITS);
    float[] factors = new float[UNITS];
    masks.at(0, ROW_IDS, 0).fill(new Bernoulli(.9), 0, 0, 1, 0, UNITS, factors);
    int[] counts = new int[UNITS];
    for (int pass = 1; pass < 10; pass++) {
      masks.at(pass, ROW_IDS, 0).fill(new Bernoulli(.1), 0, 0, 1, 0, UNITS, factors);
      for (int i = 0; i < UNITS; i++) {
        counts[i] += factors[i] > 0 ? 1 : 0;
      }
    }
    assertThat(counts).containsOnly(8, 9);
  }

  /** Channels are balanced as the units of a narrow layer are, and all positions follow them. */
  @ParameterizedTest
  @CsvSource({"1, 3, 3", "2, 5, 4", "64, 7, 7", "2049, 1, 2"})
  void channelsAreBalancedAsUnitsAre(int channels, int height, int width) {
    int rows = 5;
    int units = channels * height * width;
    ChannelMasks law = new ChannelMasks(new Bernoulli(.3), channels, height, width);
    for (MaskSharing sharing : new MaskSharing[] {MaskSharing.NONE, new MaskSharing(2)}) {
      BalancedMasks masks = masks(sharing, 7, rows, units);
      BalancedMasks narrow = masks(sharing, 7, rows, channels);
      float[] factors = new float[rows * units];
      float[] ofChannels = new float[rows * channels];
      int[] kept = new int[rows * channels];
      for (int pass = 14; pass < 21; pass++) {
        masks.at(pass, ROW_IDS, 3).fill(law, 0, 0, rows, 0, units, factors);
        narrow.at(pass, ROW_IDS, 3).fill(law.law(), 0, 0, rows, 0, channels, ofChannels);
        for (int i = 0; i < factors.length; i++) {
          int channel = i / units * channels + i % units % channels;
          assertThat(factors[i]).isEqualTo(ofChannels[channel]);
          kept[channel] += i % units < channels && factors[i] > 0 ? 1 : 0;
        }
      }
      assertThat(Arrays.stream(kept).boxed()).as("κT = 4.9").allMatch(k -> k == 4 || k == 5);
    }
  }

  /** A live change may lead from one kind to another in the midst of a block. */
  @Test
  void aNewKindBeginsAnew() {
    ChannelMasks channels = new ChannelMasks(new Bernoulli(.5), 10, 5, 2);
    BalancedMasks masks = masks(MaskSharing.NONE, 8, 2, 100);
    float[] factors = new float[200];
    float[] expected = new float[200];
    int pass = 0;
    for (MaskLaw law : new MaskLaw[] {channels, new Bernoulli(.5), channels}) {
      for (int last = pass + 2; pass < last; pass++) {
        masks.at(pass, ROW_IDS, 0).fill(law, 0, 0, 2, 0, 100, factors);
        masks(MaskSharing.NONE, 8, 2, 100)
            .at(pass, ROW_IDS, 0)
            .fill(law, 0, 0, 2, 0, 100, expected);
        assertThat(factors).isEqualTo(expected);
      }
    }
  }

  @Test
  void refusesLawsWithoutSwitches() {
    List<MaskLaw> laws =
        List.of(
            new ChannelMasks(new Gaussian(.5), 4, 5, 5),
            new BlockMasks(.5, 2, 4, 5, 5),
            new CheckerboardMasks(.5, 2, 4, 5, 5));
    BalancedMasks masks = masks(MaskSharing.NONE, 4, 2, 100).at(0, ROW_IDS, 0);
    for (MaskLaw law : laws) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> masks.fill(law, 0, 0, 1, 0, 100, new float[100]))
          .withMessageContainingAll("balanced", "must be Bernoulli", law.toString());
    }
  }

  @Test
  void refusesLawsThatKeepNothingWhole() {
    BalancedMasks masks = masks(MaskSharing.NONE, 4, 2, UNITS);
    float[] factors = new float[UNITS];

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> masks.at(0, ROW_IDS, 0).fill(new Gaussian(.5), 0, 0, 1, 0, UNITS, factors))
        .withMessageContainingAll("balanced", "must be Bernoulli", "Gaussian[dropRate=0.5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> masks.at(0, ROW_IDS, 0).fill(new Bernoulli(.5), 0, 0, 1, 2, 50, factors))
        .withMessageContainingAll("units 2 to 52", "whole rows of 101");
  }

  private static float[] row(float[] factors, int row) {
    return Arrays.copyOfRange(factors, row * UNITS, (row + 1) * UNITS);
  }

  private static int sum(int[] values) {
    return Arrays.stream(values).sum();
  }

  /** Returns the passes of the block from {@code firstPass} on, each [rows, units] of 0 and 1. */
  private static int[][] passes(double dropRate, int passes, long firstPass) {
    return passes(SOURCE, 1, dropRate, passes, firstPass);
  }

  private static int[][] passes(
      MaskSource source, int site, double dropRate, int passes, long firstPass) {
    BalancedMasks masks =
        new BalancedMasks(source, MaskSharing.NONE, passes, new int[] {UNITS, UNITS}, ROWS);
    float keptFactor = (float) (1 / (1 - dropRate));
    float[] factors = new float[ROWS * UNITS];
    int[][] kept = new int[passes][factors.length];
    for (int pass = 0; pass < passes; pass++) {
      masks
          .at(firstPass + pass, ROW_IDS, 0)
          .fill(new Bernoulli(dropRate), site, 0, ROWS, 0, UNITS, factors);
      for (int i = 0; i < factors.length; i++) {
        assertThat(factors[i] == 0 || factors[i] == keptFactor).isTrue();
        kept[pass][i] = factors[i] == 0 ? 0 : 1;
      }
    }
    return kept;
  }

  private static BalancedMasks masks(MaskSharing sharing, int passes, int maxRows, int units) {
    return new BalancedMasks(SOURCE, sharing, passes, new int[] {units}, maxRows);
  }
}
