package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class MaskSpreadTest {
  @Test
  void noiseFloorByHand() {
    // Two rows, T = 2 · 5 = 10. Row 0: .02/.5 + .02/.5 = .08. Row 1: .01/1, and a class whose mean
    // is below 1e-12 adds nothing. χ² = .045, so χ²/(2T) = .00225.
    MonteCarloAverage average =
        new MonteCarloAverage(
            2,
            2,
            5,
            new double[2][4],
            new double[] {.5, .5, 1, 1e-13},
            new double[] {.02, .02, .01, 1e-25},
            new double[2]);
    assertThat(MaskSpread.noiseFloor(average)).isCloseTo(.00225, within(1e-15));
  }

  @Test
  void noiseFloorIsTheDistanceOfAnAverageFromTheTrueOne() {
    RandomSequence random = new RandomSequence(11);
    SimulatedEnsemble ensemble = new SimulatedEnsemble(30, 3000, 5, .8, random);
    MonteCarloAverage average = ensemble.draw(8, 25, random);
    double floor = MaskSpread.noiseFloor(average);
    assertThat(floor).isCloseTo(ensemble.exactChiSquare() / 400, within(.02 * floor));
    // Σ_k of 4 free squares per row: relative standard error √(2/4/3000) = 1.3 %, four of them.
    double distance =
        RowMeasures.mean(KullbackLeibler.rows(ensemble.exactAverage(), average.predictions()));
    assertThat(floor).isCloseTo(distance, within(.06 * floor));
  }
}
