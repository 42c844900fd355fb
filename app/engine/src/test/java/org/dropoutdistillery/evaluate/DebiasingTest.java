package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

/** Bias is told from noise by the standard error over independent draws of the passes. */
class DebiasingTest {
  private static final int DRAWS = 400;
  private static final int ROWS = 100;

  private final RandomSequence random = new RandomSequence(2024);
  private final SimulatedEnsemble ensemble = new SimulatedEnsemble(40, ROWS, 10, 1, random);

  @Test
  void jackknifeTakesAwayMostOfTheBiasOfTheDivergenceFromTheAverageItself() {
    // Here the truth is 0, and the part that is linear in p̂ adds least noise.
    checkDivergence(ensemble.exactAverage());
  }

  @Test
  void jackknifeTakesAwayMostOfTheBiasOfTheDivergenceFromAnotherPredictor() {
    checkDivergence(new SimulatedEnsemble(1, ROWS, 10, 1, new RandomSequence(2024)).exactAverage());
  }

  private void checkDivergence(Predictions q) {
    double truth = RowMeasures.mean(KullbackLeibler.rows(ensemble.exactAverage(), q));
    double[] plugIn = new double[DRAWS];
    double[] corrected = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      MonteCarloAverage average = ensemble.draw(8, 5, random);
      plugIn[draw] = RowMeasures.mean(KullbackLeibler.rows(average.predictions(), q)) - truth;
      corrected[draw] = RowMeasures.mean(KullbackLeibler.debiasedRows(average, q)) - truth;
    }
    check("KL", plugIn, corrected);
  }

  @Test
  void jackknifeTakesAwayMostOfTheBiasOfMutualInformation() {
    double truth = ensemble.exactMutualInformation();
    double[] plugIn = new double[DRAWS];
    double[] corrected = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      MonteCarloAverage average = ensemble.draw(8, 5, random);
      plugIn[draw] =
          RowMeasures.mean(Entropy.rows(average.mean(), 10))
              - RowMeasures.mean(average.expectedEntropy())
              - truth;
      corrected[draw] = RowMeasures.mean(MaskSpread.mutualInformationRows(average)) - truth;
    }
    check("MI", plugIn, corrected);
  }

  private static void check(String name, double[] plugIn, double[] corrected) {
    double bias = RowMeasures.mean(plugIn);
    double left = RowMeasures.mean(corrected);
    double noise = standardError(corrected);
    System.out.printf(
        "%s: plug-in bias %.5f ± %.5f, left after the jackknife %.5f ± %.5f%n",
        name, bias, standardError(plugIn), left, noise);
    assertThat(noise)
        .as("the simulation must tell a fifth of the bias")
        .isLessThan(.05 * Math.abs(bias));
    assertThat(Math.abs(left)).isLessThan(.2 * Math.abs(bias));
  }

  private static double standardError(double[] draws) {
    double mean = RowMeasures.mean(draws);
    double squares = 0;
    for (double draw : draws) {
      squares += (draw - mean) * (draw - mean);
    }
    return Math.sqrt(squares / (draws.length - 1) / draws.length);
  }
}
