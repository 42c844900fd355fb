package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static float[] whole(MaskLaw law, MaskAddress address, int units) {
    float[] factors = new float[units];
    law.fill(address.key(), factors, 0, units);
    return factors;
  }
}
