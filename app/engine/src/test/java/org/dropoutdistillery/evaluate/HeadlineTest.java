package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlineTest {
  private static final int DRAWS = 300;

  @ParameterizedTest
  @ValueSource(ints = {5, 20, 100})
  void isUnbiasedAtEveryNumberOfPasses(int passes) {
    RandomSequence random = new RandomSequence(7);
    SimulatedEnsemble ensemble = new SimulatedEnsemble(40, 60, 10, 1, random);
    Predictions standard = SimulatedEnsemble.predictions(60, 10, .5, random);
    Predictions student = SimulatedEnsemble.predictions(60, 10, .3, random);
    Predictions exact = ensemble.exactAverage();
    double truth =
        RowMeasures.mean(KullbackLeibler.rows(exact, standard))
            - RowMeasures.mean(KullbackLeibler.rows(exact, student));
    double sum = 0;
    double squares = 0;
    double plugInBias = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      MonteCarloAverage average = ensemble.draw(1, passes, random);
      double error =
          RowMeasures.mean(KullbackLeibler.headlineRows(average, standard, student)) - truth;
      sum += error;
      squares += error * error;
      plugInBias +=
          (RowMeasures.mean(KullbackLeibler.rows(average.predictions(), standard))
                  - RowMeasures.mean(KullbackLeibler.rows(exact, standard)))
              / DRAWS;
    }
    double standardError = Math.sqrt(squares) / DRAWS;
    System.out.printf(
        "T = %d: headline %.4f, bias %.6f ± %.6f (plug-in KL is off by %.4f)%n",
        passes, truth, sum / DRAWS, standardError, plugInBias);
    assertThat(sum / DRAWS).isCloseTo(0, within(4 * standardError));
    // The test has teeth: it would see a quarter of the bias that an absolute divergence has.
    assertThat(4 * standardError).isLessThan(.25 * plugInBias);
  }
}
