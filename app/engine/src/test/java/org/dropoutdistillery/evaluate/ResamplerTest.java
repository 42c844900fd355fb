package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 30, 144, 2000})
  void everyResampleHasAsManyRowsAsTheSample(int rows) {
    for (byte[] counts : new Resampler(rows, 3).drawAll(50, () -> false)) {
      int sum = 0;
      for (byte count : counts) {
        sum += count;
      }
      assertThat(sum).isEqualTo(rows);
    }
  }

  @Test
  void countsAreMultinomial() {
    // Mean 1, variance 1 − 1/n, covariance −1/n.
    int resamples = 40_000;
    int rows = 5;
    double[] sum = new double[rows];
    double squares = 0;
    double products = 0;
    byte[] counts = new byte[rows];
    Resampler resampler = new Resampler(rows, 11);
    for (int b = 0; b < resamples; b++) {
      resampler.draw(b, counts);
      for (int row = 0; row < rows; row++) {
        sum[row] += counts[row];
        squares += (counts[row] - 1.0) * (counts[row] - 1.0) / rows / resamples;
        products += (counts[row] - 1.0) * (counts[(row + 1) % rows] - 1.0) / rows / resamples;
      }
    }
    for (int row = 0; row < rows; row++) {
      assertThat(sum[row] / resamples).isCloseTo(1, within(4 * Math.sqrt(.8 / resamples)));
    }
    assertThat(squares).isCloseTo(.8, within(.02));
    assertThat(products).isCloseTo(-.2, within(.02));
  }

  @Test
  void aResampleIsTheSameWhateverWasDrawnBefore() {
    Resampler resampler = new Resampler(144, 5);
    byte[][] all = resampler.drawAll(10, () -> false);
    byte[] again = new byte[144];
    new Resampler(144, 5).draw(7, again);
    assertThat(again).isEqualTo(all[7]);
  }

  @Test
  void theWaysOfOneSeedDiffer() {
    byte[] rows = new byte[144];
    byte[] blocks = new byte[144];
    new Resampler(144, 5).draw(0, rows);
    new Resampler(144, 5, 1).draw(0, blocks);
    assertThat(blocks).isNotEqualTo(rows);
  }
}
