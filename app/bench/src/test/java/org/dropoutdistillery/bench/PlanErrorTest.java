package org.dropoutdistillery.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.junit.jupiter.api.Test;

class PlanErrorTest {
  private static final Predictions EVEN =
      Predictions.ofProbabilities(2, 2, new double[] {.5, .5, .5, .5});

  private static MonteCarloAverage average(double[]... blocks) {
    double[] mean = new double[blocks[0].length];
    for (double[] block : blocks) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += block[i] / blocks.length;
      }
    }
    return new MonteCarloAverage(2, 2, 10, blocks, mean, new double[4], new double[2]);
  }

  @Test
  void theErrorIsTheVarianceOfRepetitions() {
    MonteCarloAverage average =
        average(new double[] {.2, .8, .5, .5}, new double[] {.4, .6, .5, .5});
    PlanError error = PlanError.of("own", average, EVEN, true);
    assertThat(error.passes()).isEqualTo(10);
    assertThat(error.repetitions()).isEqualTo(2);
    assertThat(error.squaredError()).isCloseTo(.01, within(1e-15)); // .02 in one of two rows
  }

  @Test
  void rowsThatMoveTogetherMakeTheMeanMoveMore() {
    Random random = new Random(1);
    double[][] together = new double[200][];
    double[][] apart = new double[200][];
    for (int i = 0; i < together.length; i++) {
      double a = .8 + .1 * random.nextDouble();
      double b = .8 + .1 * random.nextDouble();
      together[i] = new double[] {a, 1 - a, a, 1 - a};
      apart[i] = new double[] {a, 1 - a, b, 1 - b};
    }
    double shared = PlanError.of("one", average(together), EVEN, false).divergenceDeviation();
    double own = PlanError.of("own", average(apart), EVEN, true).divergenceDeviation();
    double alsoOwn = PlanError.of("own", average(apart), EVEN, false).divergenceDeviation();
    assertThat(shared / own).isCloseTo(Math.sqrt(2), within(.15));
    assertThat(alsoOwn / own).isCloseTo(1, within(.15));
  }

  @Test
  void aPlanIsSurelyAsGoodOnlyByTwoStandardErrors() {
    PlanError limit = new PlanError("own", 100, 6, 1e-4, 0, 0, 0);
    assertThat(new PlanError("one", 40, 9, .97e-4, 1e-6, 0, 0).isSurelyAtMost(limit)).isTrue();
    assertThat(new PlanError("one", 40, 9, .99e-4, 1e-6, 0, 0).isSurelyAtMost(limit)).isFalse();
  }
}
