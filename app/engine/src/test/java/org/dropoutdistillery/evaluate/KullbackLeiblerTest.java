package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.junit.jupiter.api.Test;

class KullbackLeiblerTest {
  private static final Predictions HALVES =
      Predictions.ofProbabilities(1, 2, new double[] {.5, .5});

  @Test
  void divergenceByHand() {
    // .75 log(.75/.5) + .25 log(.25/.5); log 2 for a sure answer; 0 for the same.
    Predictions p = Predictions.ofProbabilities(3, 2, new double[] {.75, .25, 1, 0, .5, .5});
    Predictions q = Predictions.ofProbabilities(3, 2, new double[] {.5, .5, .5, .5, .5, .5});
    double[] divergence = KullbackLeibler.rows(p, q);
    assertThat(divergence[0]).isCloseTo(.75 * Math.log(1.5) + .25 * Math.log(.5), within(1e-15));
    assertThat(divergence[1]).isCloseTo(0.6931471805599453, within(1e-15));
    assertThat(divergence[2]).isCloseTo(0, within(1e-15));
  }

  @Test
  void nothingTimesAnInfiniteLogarithmIsNothing() {
    Predictions p = Predictions.ofProbabilities(1, 2, new double[] {1, 0});
    Predictions q =
        new Predictions(1, 2, new double[] {1, 0}, new double[] {0, Double.NEGATIVE_INFINITY});
    assertThat(KullbackLeibler.rows(p, q)).containsExactly(0);
  }

  @Test
  void jackknifeByHand() {
    // Two blocks that say (1, 0) and (0, 1): the mean is (.5, .5), without either it is sure.
    // KL(mean‖q) = 0 and KL(without‖q) = log 2, so 2 · 0 − 1 · log 2.
    double[] corrected = KullbackLeibler.debiasedRows(average(1, 0, 0, 1), HALVES);
    assertThat(corrected[0]).isCloseTo(-Math.log(2), within(1e-15));
  }

  @Test
  void jackknifeIsTheFormulaOnTheWholeDivergence() {
    MonteCarloAverage three = average(.9, .1, .6, .4, .7, .3);
    Predictions q = Predictions.ofProbabilities(1, 2, new double[] {.2, .8});
    // Means without one block: (.65, .35), (.8, .2), (.75, .25); the full one is (2.2/3, .8/3).
    double full = divergence(2.2 / 3, q);
    double without = (divergence(.65, q) + divergence(.8, q) + divergence(.75, q)) / 3;
    assertThat(KullbackLeibler.debiasedRows(three, q)[0])
        .isCloseTo(3 * full - 2 * without, within(1e-14));
  }

  @Test
  void headlineByHand() {
    // p̂ = (.5, .5): .5 log(.8/.5) + .5 log(.2/.5) = .5 log .64.
    Predictions student = Predictions.ofProbabilities(1, 2, new double[] {.8, .2});
    double[] headline = KullbackLeibler.headlineRows(average(1, 0, 0, 1), HALVES, student);
    assertThat(headline[0]).isCloseTo(.5 * Math.log(.64), within(1e-15));
  }

  @Test
  void headlineIsTheDifferenceOfTheCorrectedDivergences() {
    MonteCarloAverage three = average(.9, .1, .6, .4, .7, .3);
    Predictions student = Predictions.ofProbabilities(1, 2, new double[] {.7, .3});
    double difference =
        KullbackLeibler.debiasedRows(three, HALVES)[0]
            - KullbackLeibler.debiasedRows(three, student)[0];
    assertThat(KullbackLeibler.headlineRows(three, HALVES, student)[0])
        .isCloseTo(difference, within(1e-14));
  }

  @Test
  void oneBlockIsRefusedAndOneClassTooMany() {
    assertThatThrownBy(() -> KullbackLeibler.debiasedRows(average(.5, .5), HALVES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1, expected at least 2");
    Predictions three = Predictions.ofProbabilities(1, 3, new double[] {.5, .3, .2});
    assertThatThrownBy(() -> KullbackLeibler.debiasedRows(average(.5, .5, .5, .5), three))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 3]")
        .hasMessageContaining("[1, 2]");
  }

  private static double divergence(double p, Predictions q) {
    return KullbackLeibler.rows(Predictions.ofProbabilities(1, 2, new double[] {p, 1 - p}), q)[0];
  }

  /** One row of two classes; each pair of numbers is a block of one pass. */
  private static MonteCarloAverage average(double... pairs) {
    int blocks = pairs.length / 2;
    double[][] blockMeans = new double[blocks][];
    double[] mean = new double[2];
    for (int b = 0; b < blocks; b++) {
      blockMeans[b] = new double[] {pairs[2 * b], pairs[2 * b + 1]};
      mean[0] += pairs[2 * b] / blocks;
      mean[1] += pairs[2 * b + 1] / blocks;
    }
    return new MonteCarloAverage(1, 2, 1, blockMeans, mean, new double[2], new double[1]);
  }
}
