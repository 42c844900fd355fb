package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class EquivalentPassesTest {
  private static final int ROWS = 150;

  private final RandomSequence random = new RandomSequence(41);
  private final MaskedIntervals intervals =
      new MaskedIntervals(399, .95, 3, RowDependence.INDEPENDENT);

  @Test
  void byHand() {
    // Mean distance .01 and half χ² mean 2: 1/k = .005.
    MaskedRows distance = rows(.012, .008, .011, .009);
    Interval passes = EquivalentPasses.of(distance, rows(2, 2, 2, 2), 1e-9, intervals);
    assertThat(passes.value()).isCloseTo(200, within(1e-9));
    Interval inverse = intervals.ratio(distance, rows(2, 2, 2, 2));
    assertThat(passes.low()).isCloseTo(1 / inverse.high(), within(1e-9));
    assertThat(passes.high()).isCloseTo(1 / inverse.low(), within(1e-9));
  }

  @Test
  void aStudentThatIsAnAverageOfSoManyPassesIsWorthThem() {
    int simulations = 200;
    int covered = 0;
    double inverse = 0;
    for (int s = 0; s < simulations; s++) {
      SimulatedEnsemble ensemble = new SimulatedEnsemble(30, ROWS, 4, .6, random);
      MonteCarloAverage average = ensemble.draw(8, 50, random);
      Predictions student = ensemble.draw(2, 10, random).predictions();
      Interval passes = of(average, student);
      covered += passes.contains(20) ? 1 : 0;
      inverse += 1 / passes.value() / simulations;
    }
    System.out.printf(
        "an average of 20 passes is worth %.1f, covered %.3f%n",
        1 / inverse, (double) covered / simulations);
    assertThat(1 / inverse).isCloseTo(20, within(1.0));
    assertThat((double) covered / simulations)
        .isBetween(.95 - 4 * Math.sqrt(.95 * .05 / simulations), 1.0);
  }

  @Test
  void theTrueAverageIsWorthAtLeastSoMany() {
    SimulatedEnsemble ensemble = new SimulatedEnsemble(30, ROWS, 4, .6, random);
    int unbounded = 0;
    for (int draw = 0; draw < 100; draw++) {
      Interval passes = of(ensemble.draw(8, 50, random), ensemble.exactAverage());
      unbounded += Double.isInfinite(passes.high()) ? 1 : 0;
      assertThat(passes.low()).isGreaterThan(400);
    }
    // One in 40 intervals may end below infinity; three standard errors more.
    assertThat(unbounded).isGreaterThanOrEqualTo(92);
  }

  @Test
  void whereMasksMakeNoDifferenceThereIsNothingToCount() {
    assertThat(EquivalentPasses.of(rows(.1, .2), rows(0, 0), 1e-9, intervals)).isNull();
  }

  private Interval of(MonteCarloAverage average, Predictions student) {
    AverageFigures figures = new AverageFigures(average);
    return EquivalentPasses.of(
        figures.divergence(student), figures.halfChiSquare(), 1e-9, intervals);
  }

  private static MaskedRows rows(double... values) {
    return new MaskedRows(values, () -> new double[][] {values, values});
  }
}
