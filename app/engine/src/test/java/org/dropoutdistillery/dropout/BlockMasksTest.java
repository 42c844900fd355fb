package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dropoutdistillery.random.Frequencies;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockMasksTest {
  private static final MaskSource SOURCE = new MaskSource(Stream.EVALUATION_MASKS, 31);
  private static final int ROWS = 40_000;

  /** In the corners, along the edges and in the middle. */
  @ParameterizedTest
  @CsvSource({".1, 3, 2, 7, 6", ".5, 2, 1, 4, 5", ".3, 5, 3, 5, 9", ".7, 4, 1, 6, 4"})
  void everyUnitIsKeptWithTheSameProbability(
      double dropRate, int blockSize, int channels, int height, int width) {
    BlockMasks law = new BlockMasks(dropRate, blockSize, channels, height, width);
    boolean[][] kept = kept(law);
    for (int unit = 0; unit < channels * height * width; unit++) {
      int number = unit;
      long count = Arrays.stream(kept).filter(row -> row[number]).count();
      assertThat(Frequencies.deviationOfCount(count, ROWS, 1 - dropRate))
          .as("unit %d", unit)
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
  }

  /** Cov(r, r′) = P(both are kept)/κ² − 1. */
  @ParameterizedTest
  @CsvSource({".1, 3, 7, 6", ".5, 2, 4, 5", ".3, 5, 5, 9"})
  void unitsInReachOfEachOtherHaveTheCovarianceInClosedForm(
      double dropRate, int blockSize, int height, int width) {
    boolean[][] kept = kept(new BlockMasks(dropRate, blockSize, 2, height, width));
    double keep = 1 - dropRate;
    int[] corner = {0, 0};
    int[] middle = {height / 2, width / 2};
    int[] otherCorner = {0, width - 1};
    for (int[] from : new int[][] {corner, middle, otherCorner}) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if (y == from[0] && x == from[1]) {
            continue;
          }
          double shared =
              Math.max(0, blockSize - Math.abs(y - from[0]))
                  * Math.max(0, blockSize - Math.abs(x - from[1]));
          double covariance = Math.pow(keep, -shared / (blockSize * blockSize)) - 1;
          int one = 2 * (from[0] * width + from[1]);
          int other = 2 * (y * width + x);
          assertThat(deviation(kept, one, other, keep * keep * (1 + covariance)))
              .as("line %d, column %d of the same channel", y, x)
              .isCloseTo(0, within(Frequencies.DEVIATIONS));
          assertThat(deviation(kept, one, other + 1, keep * keep))
              .as("line %d, column %d of another channel", y, x)
              .isCloseTo(0, within(Frequencies.DEVIATIONS));
        }
      }
    }
  }

  private static double deviation(boolean[][] kept, int one, int other, double probability) {
    long both = Arrays.stream(kept).filter(row -> row[one] && row[other]).count();
    return Frequencies.deviationOfCount(both, ROWS, probability);
  }

  /** The definition to the letter: a unit is dropped if any of the b² seeds that reach it falls. */
  @ParameterizedTest
  @CsvSource({
    ".1, 3, 2, 7, 6",
    ".5, 2, 1, 4, 5",
    ".3, 5, 3, 5, 9",
    ".9, 4, 5, 6, 4",
    ".2, 7, 32, 14, 14"
  })
  void aUnitIsDroppedIfASeedFallsInReach(
      double dropRate, int blockSize, int channels, int height, int width) {
    BlockMasks law = new BlockMasks(dropRate, blockSize, channels, height, width);
    int seedColumns = width + blockSize - 1;
    float[] factors = new float[channels * height * width + 2];
    for (long key = 0; key < 30; key++) {
      Arrays.fill(factors, -1);
      law.fill(key, factors, 1, factors.length - 2);
      for (int unit = 0; unit < factors.length - 2; unit++) {
        int position = unit / channels;
        boolean dropped = false;
        for (int i = 0; i < blockSize * blockSize; i++) {
          int line = position / width + i / blockSize;
          int column = position % width + i % blockSize;
          dropped |= fallsAt(law, key, (line * seedColumns + column) * channels + unit % channels);
        }
        assertThat(factors[1 + unit]).isEqualTo(dropped ? 0 : (float) (1 / (1 - dropRate)));
      }
      assertThat(factors[0]).isEqualTo(-1);
      assertThat(factors[factors.length - 1]).isEqualTo(-1);
    }
  }

  private static boolean fallsAt(BlockMasks law, long key, int place) {
    double gamma = 1 - Math.pow(1 - law.dropRate(), 1. / (law.blockSize() * law.blockSize()));
    long word = Keys.word(key, place / 2);
    long number = place % 2 == 0 ? word & 0xFFFFFFFFL : word >>> 32;
    return number * 0x1p-32 >= 1 - gamma;
  }

  @Test
  void blocksOfOneUnitAreBernoulli() {
    BlockMasks law = new BlockMasks(.3, 1, 3, 5, 4);
    float[] factors = new float[60];
    float[] expected = new float[60];
    for (long key = 0; key < 20; key++) {
      law.fill(key, factors, 0, 60);
      new Bernoulli(.3).fill(key, expected, 0, 60);
      assertThat(factors).isEqualTo(expected);
    }
    assertThat(law.enumeration(60)).isEqualTo(new MaskEnumeration.None());
  }

  @Test
  void rateZeroKeepsEverything() {
    BlockMasks law = new BlockMasks(0, 3, 3, 5, 4);
    float[] factors = new float[60];
    law.fill(3, factors, 0, 60);

    assertThat(factors).containsOnly(1f);
    assertThat(law.isIdentity()).isTrue();
    assertThat(new BlockMasks(1e-9, 3, 3, 5, 4).isIdentity()).isFalse();
  }

  @Test
  void refusesWhatIsOutsideItsRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockMasks(1, 3, 3, 5, 4))
        .withMessageContainingAll("dropRate: 1.0", "[0, 1)");
    for (int blockSize : new int[] {0, 5}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BlockMasks(.1, blockSize, 3, 5, 4))
          .withMessageContainingAll(
              "blockSize: " + blockSize, "from 1 to 4", "height 5", "width 4");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BlockMasks(.1, 3, 3, 5, 4).fill(1, new float[61], 0, 61))
        .withMessageContainingAll("BlockMasks", "whole rows of 60 units, got 61");
  }

  /** Returns [rows, units]. */
  private static boolean[][] kept(BlockMasks law) {
    int units = law.channels() * law.height() * law.width();
    int[] rowIds = IntStream.range(0, ROWS).toArray();
    float[] factors = new float[ROWS * units];
    new RowMasks(SOURCE).at(0, rowIds, 0).fill(law, 1, 0, ROWS, 0, units, factors);
    boolean[][] kept = new boolean[ROWS][units];
    for (int i = 0; i < factors.length; i++) {
      kept[i / units][i % units] = factors[i] != 0;
    }
    return kept;
  }
}
