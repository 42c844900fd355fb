package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowMasksTest {
  private static final Stream STREAM = Stream.EVALUATION_MASKS;
  private static final List<MaskLaw> LAWS = List.of(new Bernoulli(.3), new Gaussian(.3));
  private static final int[] ROW_IDS = {40, 7, 7, 1796, 0, 12, 3, 5, 9, 11, 13, 2, 1, 60, 61, 62};

  /** However many rows and units are drawn at once: odd widths, parts, more than fit at once. */
  @ParameterizedTest
  @CsvSource({
    "0, 16, 0, 1",
    "1, 3, 0, 2",
    "0, 2, 0, 33",
    "2, 5, 4, 7",
    "0, 5, 0, 1023",
    "1, 4, 0, 1024",
    "0, 3, 0, 2049",
    "0, 2, 0, 5000",
    "3, 2, 1000, 2048",
    "0, 15, 6, 64"
  })
  void everyRowGetsTheMaskOfItsAddress(int firstRow, int rows, int firstUnit, int units) {
    for (MaskLaw law : LAWS) {
      RowMasks masks = new RowMasks(new MaskSource(STREAM, 5));
      float[] factors = new float[rows * units + 1];

      masks.at(77, ROW_IDS, 0).fill(law, 2, firstRow, rows, firstUnit, units, factors);

      for (int i = 0; i < rows; i++) {
        long id = ROW_IDS[firstRow + i];
        float[] expected = whole(law, new MaskAddress(STREAM, 5, 2, 77, id), firstUnit + units);
        assertThat(Arrays.copyOfRange(factors, i * units, (i + 1) * units))
            .isEqualTo(Arrays.copyOfRange(expected, firstUnit, firstUnit + units));
      }
      assertThat(factors[rows * units]).isZero();
    }
  }

  /** Groups are counted through the batch, wherever a chunk of it begins. */
  @ParameterizedTest
  @CsvSource({"3, 0, 13", "3, 1, 13", "3, 2, 5", "4, 5, 3", "100, 2, 9", "2147483647, 2, 11"})
  void rowsOfAGroupShareTheMaskOfItsNumber(int groupSize, int first, int rows) {
    int units = 65;
    for (MaskLaw law : LAWS) {
      RowMasks masks = new RowMasks(new MaskSource(STREAM, 5), new MaskSharing(groupSize));
      float[] factors = new float[rows * units];

      masks.at(77, ROW_IDS, first).fill(law, 1, 1, rows, 0, units, factors);

      for (int i = 0; i < rows; i++) {
        int group = (first + 1 + i) / groupSize;
        assertThat(Arrays.copyOfRange(factors, i * units, (i + 1) * units))
            .isEqualTo(whole(law, new MaskAddress(STREAM, 5, 1, 77, group), units));
      }
    }
  }

  static List<MaskLaw> lawsOfWholeRows() {
    return List.of(
        new ChannelMasks(new Bernoulli(.3), 5, 3, 3),
        new ChannelMasks(new Gaussian(.3), 64, 7, 7),
        new ChannelMasks(new Bernoulli(.5), 3000, 1, 2),
        new BlockMasks(.3, 2, 1, 4, 4),
        new BlockMasks(.2, 5, 32, 14, 14),
        new CheckerboardMasks(.3, 2, 3, 5, 4));
  }

  /** However many rows are asked for at once, also of laws in turns. */
  @ParameterizedTest
  @MethodSource("lawsOfWholeRows")
  void everyRowGetsTheSpreadMaskOfItsAddress(MaskLaw law) {
    int units = units(law);
    RowMasks masks = new RowMasks(new MaskSource(STREAM, 5));
    masks.at(77, ROW_IDS, 0);
    for (int rows : new int[] {1, 3, 14}) {
      float[] factors = new float[rows * units + 1];

      masks.fill(law, 2, 1, rows, 0, units, factors);

      for (int i = 0; i < rows; i++) {
        MaskAddress address = new MaskAddress(STREAM, 5, 2, 77, ROW_IDS[1 + i]);
        assertThat(Arrays.copyOfRange(factors, i * units, (i + 1) * units))
            .isEqualTo(whole(law, address, units));
      }
      assertThat(factors[rows * units]).isZero();
      masks.fill(new Bernoulli(.5), 2, 1, 2, 0, 40, new float[80]);
    }
  }

  @ParameterizedTest
  @MethodSource("lawsOfWholeRows")
  void rowsOfAGroupShareASpreadMask(MaskLaw law) {
    int units = units(law);
    RowMasks masks = new RowMasks(new MaskSource(STREAM, 5), new MaskSharing(3));
    float[] factors = new float[8 * units];

    masks.at(77, ROW_IDS, 2).fill(law, 1, 0, 8, 0, units, factors);

    for (int i = 0; i < 8; i++) {
      assertThat(Arrays.copyOfRange(factors, i * units, (i + 1) * units))
          .isEqualTo(whole(law, new MaskAddress(STREAM, 5, 1, 77, (2 + i) / 3), units));
    }
  }

  @ParameterizedTest
  @MethodSource("lawsOfWholeRows")
  void refusesPartsOfRowsThatAreDrawnWhole(MaskLaw law) {
    int units = units(law);
    RowMasks masks = new RowMasks(new MaskSource(STREAM, 5)).at(77, ROW_IDS, 0);
    float[] factors = new float[units];

    assertThatIllegalArgumentException()
        .isThrownBy(() -> masks.fill(law, 1, 0, 1, 2, units - 2, factors))
        .withMessageContainingAll("from unit 2 on", law.toString(), "whole rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> masks.fill(law, 1, 0, 1, 0, units - 2, factors))
        .withMessageContaining("whole rows of %d units, got %d", units, units - 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> law.fill(1, 2, factors, 0, units - 2))
        .withMessageContainingAll("from unit 2 on", law.toString(), "whole rows");
  }

  private static int units(MaskLaw law) {
    if (law instanceof ChannelMasks maps) {
      return maps.channels() * maps.height() * maps.width();
    }
    if (law instanceof BlockMasks maps) {
      return maps.channels() * maps.height() * maps.width();
    }
    CheckerboardMasks maps = (CheckerboardMasks) law;
    return maps.channels() * maps.height() * maps.width();
  }

  private static float[] whole(MaskLaw law, MaskAddress address, int units) {
    float[] factors = new float[units];
    law.fill(address.key(), factors, 0, units);
    return factors;
  }
}
