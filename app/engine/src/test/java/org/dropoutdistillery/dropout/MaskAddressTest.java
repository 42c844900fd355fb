package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;

import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.api.Test;

class MaskAddressTest {
  private static final MaskLaw LAW = new Bernoulli(.5);
  private static final int UNITS = 96;

  @Test
  void namesTheMasksThatRowsGet() {
    int[] rowIds = {40, 7, 7, 1796, 0, 12};
    RowMasks masks = new RowMasks(new MaskSource(Stream.TRANSFER_MASKS, -3));
    float[] factors = new float[3 * UNITS];

    masks.at(123_456_789_012L, rowIds, 1).fill(LAW, 2, 1, 3, 0, UNITS, factors);

    for (int i = 0; i < 3; i++) {
      MaskAddress address =
          new MaskAddress(Stream.TRANSFER_MASKS, -3, 2, 123_456_789_012L, rowIds[2 + i]);
      assertThat(java.util.Arrays.copyOfRange(factors, i * UNITS, (i + 1) * UNITS))
          .isEqualTo(factorsAt(address));
    }
  }

  @Test
  void oneAddressGivesOneMaskAndAnyOtherAnother() {
    MaskAddress address = new MaskAddress(Stream.TEACHER_MASKS, 1, 1, 5, 9);
    float[] factors = factorsAt(address);

    assertThat(factorsAt(new MaskAddress(Stream.TEACHER_MASKS, 1, 1, 5, 9))).isEqualTo(factors);
    assertThat(factorsAt(new MaskAddress(Stream.TRANSFER_MASKS, 1, 1, 5, 9))).isNotEqualTo(factors);
    assertThat(factorsAt(new MaskAddress(Stream.TEACHER_MASKS, 2, 1, 5, 9))).isNotEqualTo(factors);
    assertThat(factorsAt(new MaskAddress(Stream.TEACHER_MASKS, 1, 2, 5, 9))).isNotEqualTo(factors);
    assertThat(factorsAt(new MaskAddress(Stream.TEACHER_MASKS, 1, 1, 6, 9))).isNotEqualTo(factors);
    assertThat(factorsAt(new MaskAddress(Stream.TEACHER_MASKS, 1, 1, 5, 8))).isNotEqualTo(factors);
    assertThat(factorsAt(new MaskAddress(Stream.TEACHER_MASKS, 1, 5, 1, 9))).isNotEqualTo(factors);
    assertThat(factorsAt(new MaskAddress(Stream.TEACHER_MASKS, 1, 1, 9, 5))).isNotEqualTo(factors);
  }

  private static float[] factorsAt(MaskAddress address) {
    float[] factors = new float[UNITS];
    LAW.fill(address.key(), factors, 0, UNITS);
    return factors;
  }
}
