package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossedMeanTest {
  private static final byte[] ONCE = {1, 1};

  @Test
  void twoRowsAndTwoBlocksByHand() {
    // Row means 2 and 5, block means 2.5 and 4.5, mean 3.5; what neither explains is ±.5 each.
    double[][] values = {{1.5, 3.5}, {2.5, 6.5}};
    CrossedMean mean = CrossedMean.of(values, ONCE, ONCE, new double[2]);
    assertThat(mean.mean()).isEqualTo(3.5);
    // Variance of row means 4.5 over 2, of block means 2 over 2, of the rest 4 · .25 over 4.
    assertThat(mean.rowPart()).isCloseTo(2.25, within(1e-14));
    assertThat(mean.blockPart()).isCloseTo(1, within(1e-14));
    assertThat(mean.interaction()).isCloseTo(.25, within(1e-14));
    assertThat(mean.variance()).isCloseTo(3, within(1e-14));
    // 9 / (2.25² + 1²).
    assertThat(mean.degrees(2, 2)).isCloseTo(9 / 6.0625, within(1e-13));
  }

  @Test
  void countsStandForCopies() {
    double[][] values = {{1, 4, 2}, {0, 7, -1}, {3, 3, 5}};
    double[][] copied = {{4, 4, 2}, {4, 4, 2}, {3, 3, 5}};
    byte[] all = {1, 1, 1};
    CrossedMean counted =
        CrossedMean.of(values, new byte[] {0, 2, 1}, new byte[] {2, 0, 1}, new double[3]);
    CrossedMean plain = CrossedMean.of(copied, all, all, new double[3]);
    assertThat(counted.mean()).isCloseTo(plain.mean(), within(1e-14));
    assertThat(counted.rowPart()).isCloseTo(plain.rowPart(), within(1e-14));
    assertThat(counted.blockPart()).isCloseTo(plain.blockPart(), within(1e-14));
    assertThat(counted.interaction()).isCloseTo(plain.interaction(), within(1e-14));
  }

  @Test
  void blocksThatOnlyRepeatTheRowsLeaveTheirVariance() {
    double[] rows = {1, 2, 6};
    byte[] all = {1, 1, 1};
    CrossedMean mean = CrossedMean.of(new double[][] {rows, rows, rows}, all, all, new double[3]);
    assertThat(mean.variance()).isCloseTo(7.0 / 3, within(1e-13));
  }
}
