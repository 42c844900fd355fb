package org.dropoutdistillery.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
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
  void theErrorOfSharedMasksIsTheVarianceOfRepetitions() {
    MonteCarloAverage average =
        average(new double[] {.2, .8, .5, .5}, new double[] {.4, .6, .5, .5});
    PlanError error = PlanError.ofShared("one", average, EVEN);
    assertThat(error.passes()).isEqualTo(10);
    assertThat(error.repetitions()).isEqualTo(2);
    assertThat(error.squaredError()).isCloseTo(.01, within(1e-15)); // .02 in one of two rows
  }

  @Test
  void theErrorOfIndependentPassesIsTheVarianceOfOneOverTheirNumber() {
    List<MonteCarloAverage> averages = List.of(repetition(.02, .4), repetition(.04, .6));
    PlanError error = PlanError.ofIndependent(averages, EVEN);
    assertThat(error.passes()).isEqualTo(10);
    assertThat(error.squaredError()).isCloseTo(.003, within(1e-15));
    assertThat(error.standardError()).isCloseTo(.001, within(1e-15));
  }

  private static MonteCarloAverage repetition(double variance, double probability) {
    double[] mean = {probability, 1 - probability, .5, .5};
    double[] variances = {variance, variance, variance, variance};
    return new MonteCarloAverage(2, 2, 10, new double[][] {mean}, mean, variances, new double[2]);
  }

  @Test
  void rowsThatMoveTogetherMakeTheMeanMoveMore() {
    Random random = new Random(1);
    double[][] together = new double[200][];
    List<MonteCarloAverage> apart = new ArrayList<>();
    for (int i = 0; i < together.length; i++) {
      double a = .8 + .1 * random.nextDouble();
      double b = .8 + .1 * random.nextDouble();
      together[i] = new double[] {a, 1 - a, a, 1 - a};
      apart.add(average(new double[] {a, 1 - a, b, 1 - b}));
    }
    double shared = PlanError.ofShared("one", average(together), EVEN).divergenceDeviation();
    double own = PlanError.ofIndependent(apart, EVEN).divergenceDeviation();
    assertThat(shared / own).isCloseTo(Math.sqrt(2), within(.15));
  }

  @Test
  void aPlanIsSurelyAsGoodOnlyByTwoStandardErrors() {
    PlanError limit = new PlanError("own", 100, 6, 1e-4, 0, 0, 0);
    assertThat(new PlanError("one", 40, 9, .97e-4, 1e-6, 0, 0).isSurelyAtMost(limit)).isTrue();
    assertThat(new PlanError("one", 40, 9, .99e-4, 1e-6, 0, 0).isSurelyAtMost(limit)).isFalse();
  }
}
