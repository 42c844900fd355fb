package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class RowDistancesTest {
  private static final Predictions P =
      Predictions.ofProbabilities(3, 2, new double[] {1, 0, .6, .4, .5, .5});
  private static final Predictions Q =
      Predictions.ofProbabilities(3, 2, new double[] {0, 1, .4, .6, .5, .5});

  @Test
  void totalVariationByHand() {
    assertThat(RowDistances.totalVariation(P, Q)[0]).isEqualTo(1);
    assertThat(RowDistances.totalVariation(P, Q)[1]).isCloseTo(.2, within(1e-15));
    assertThat(RowDistances.totalVariation(P, Q)[2]).isZero();
  }

  @Test
  void agreementComparesTheMostProbableClasses() {
    assertThat(RowDistances.agreement(P, Q)).containsExactly(0, 0, 1);
  }

  @Test
  void jensenShannonIsLn2OfWhatExcludesEachOtherAnd0OfTheSame() {
    double[] divergence = RowDistances.jensenShannon(P, Q);
    assertThat(divergence[0]).isCloseTo(Math.log(2), within(1e-15));
    // ln 2 − H(.6): half from each side.
    double entropy = -.6 * Math.log(.6) - .4 * Math.log(.4);
    assertThat(divergence[1]).isCloseTo(Math.log(2) - entropy, within(1e-15));
    assertThat(divergence[2]).isZero();
  }

  @Test
  void pinskersInequalityHoldsInEveryRow() {
    RandomSequence random = new RandomSequence(3);
    Predictions p = SimulatedEnsemble.predictions(500, 6, 1.5, random);
    Predictions q = SimulatedEnsemble.predictions(500, 6, 1.5, random);
    double[] distance = RowDistances.totalVariation(p, q);
    double[] divergence = KullbackLeibler.rows(p, q);
    double[] js = RowDistances.jensenShannon(p, q);
    double[] swapped = RowDistances.jensenShannon(q, p);
    for (int row = 0; row < 500; row++) {
      assertThat(distance[row]).isBetween(0.0, Math.sqrt(divergence[row] / 2) + 1e-12);
      // Lin 1991: JS ≤ ln 2 · TV, and it is symmetric.
      assertThat(js[row]).isBetween(0.0, Math.log(2) * distance[row] + 1e-12);
      assertThat(swapped[row]).isCloseTo(js[row], within(1e-14));
    }
  }

  @Test
  void shapesMustBeTheSame() {
    Predictions other = SimulatedEnsemble.predictions(3, 3, 1, new RandomSequence(1));
    assertThatThrownBy(() -> RowDistances.totalVariation(P, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3, 2] and [3, 3]");
  }
}
