package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.evaluate.Reliability.Bin;
import org.dropoutdistillery.predict.Predictions;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  @Test
  void binsHoldTheirUpperEdge() {
    // Four bins: confidence .5 belongs to (.25, .5], .75 to (.5, .75], 1 to (.75, 1].
    Predictions predictions =
        Predictions.ofProbabilities(4, 2, new double[] {.5, .5, .75, .25, .1, .9, 0, 1});
    Reliability reliability = Reliability.of(predictions, new int[] {0, 1, 1, 1}, 4);
    assertThat(reliability.bins())
        .containsExactly(
            new Bin(0, .25, 0, 0, 0),
            new Bin(.25, .5, 1, .5, 1),
            new Bin(.5, .75, 1, .75, 0),
            new Bin(.75, 1, 2, .95, 1));
    // (|1 − .5| + |0 − .75| + 2 · |1 − .95|) / 4 = 1.35 / 4.
    assertThat(reliability.expectedCalibrationError()).isCloseTo(.3375, within(1e-15));
    assertThat(reliability.maximumCalibrationError()).isCloseTo(.75, within(1e-15));
  }

  @Test
  void everyEdgeBelongsToTheBinBelowIt() {
    for (int bins = 1; bins <= 100; bins++) {
      for (int m = 1; m <= bins; m++) {
        double edge = (double) m / bins;
        assertThat(ConfidenceGaps.bin(edge, bins)).isEqualTo(m - 1);
        assertThat(ConfidenceGaps.bin(Math.nextUp(edge), bins)).isEqualTo(Math.min(m, bins - 1));
      }
    }
    assertThat(ConfidenceGaps.bin(0, 15)).isZero();
  }

  @Test
  void theErrorOfAResampleIsThatOfItsDiagram() {
    Predictions once = Predictions.ofProbabilities(3, 2, new double[] {.6, .4, .3, .7, .5, .5});
    int[] labels = {1, 1, 0};
    Predictions thrice = Predictions.ofProbabilities(3, 2, new double[] {.6, .4, .3, .7, .3, .7});
    double expected = Reliability.of(thrice, new int[] {1, 1, 1}, 15).expectedCalibrationError();
    double resampled =
        ConfidenceGaps.of(once, labels, 15)
            .expectedCalibrationError(new byte[] {1, 2, 0}, new double[15]);
    // (.6 + 2 · .3) / 3.
    assertThat(expected).isCloseTo(.4, within(1e-15));
    assertThat(resampled).isCloseTo(expected, within(1e-15));
  }

  @Test
  void thereMustBeABin() {
    Predictions one = Predictions.ofProbabilities(1, 2, new double[] {1, 0});
    assertThatThrownBy(() -> Reliability.of(one, new int[] {0}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bins: 0");
  }
}
