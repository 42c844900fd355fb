package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class RegressionRowsTest {
  @Test
  void gaussianNllByHand() {
    double[] nll =
        RegressionRows.gaussianNll(new double[] {1, 3}, new double[] {1, 0}, new double[] {1, 4});
    assertThat(nll[0]).isCloseTo(.918938533204673, within(1e-14));
    // ½ log 8π + 9/8.
    assertThat(nll[1]).isCloseTo(.918938533204673 + Math.log(2) + 1.125, within(1e-14));
  }

  @Test
  void distanceByHandIsThePairProductOfBlocks() {
    // f = 3 and 5 from s = 1: the unbiased estimate of (f̄ − s)² is (3 − 1)(5 − 1) = 8.
    RegressionAverage average =
        new RegressionAverage(1, new double[][] {{3}, {5}}, new double[] {2});
    assertThat(RegressionRows.debiasedDistance(average, new double[] {1})[0])
        .isCloseTo(8, within(1e-14));
  }

  @Test
  void distanceIsUnbiasedEvenFromTheTrueAverage() {
    RandomSequence random = new RandomSequence(3);
    int draws = 4000;
    double[] atTruth = new double[draws];
    double[] away = new double[draws];
    double plugIn = 0;
    for (int draw = 0; draw < draws; draw++) {
      double[][] blocks = new double[4][1];
      for (double[] block : blocks) {
        block[0] = 2 + random.nextGaussian();
      }
      RegressionAverage average = new RegressionAverage(1, blocks, new double[1]);
      atTruth[draw] = RegressionRows.debiasedDistance(average, new double[] {2})[0];
      away[draw] = RegressionRows.debiasedDistance(average, new double[] {1})[0];
      plugIn += RegressionRows.squaredDistance(average.mean(), new double[] {2})[0] / draws;
    }
    assertThat(plugIn).isCloseTo(.25, within(.03));
    assertThat(RowMeasures.mean(atTruth)).isCloseTo(0, within(.03));
    assertThat(RowMeasures.mean(away)).isCloseTo(1, within(.07));
  }

  @Test
  void noiseOfAPredictorIsItsMeanSquaredResidual() {
    assertThat(NoiseVariance.of(new double[] {1, 2, 3}, new double[] {1, 1, 5}))
        .isCloseTo(5.0 / 3, within(1e-15));
  }

  @Test
  void aPredictorWithoutAResidualIsGivenTheRoundingOfTheTargets() {
    double[] targets = {3, -4};
    assertThat(NoiseVariance.of(targets, targets)).isCloseTo(1e-14 * 12.5, within(1e-20));
    assertThat(NoiseVariance.besideMasks(targets, targets, new double[2])).isPositive();
    assertThat(NoiseVariance.of(new double[2], new double[2])).isPositive();
  }

  @Test
  void noiseAboutWhatIsNoNumberIsNone() {
    double[] lost = {Double.NaN, 1};
    assertThat(NoiseVariance.of(new double[2], lost)).isNaN();
    assertThat(NoiseVariance.besideMasks(new double[2], lost, new double[2])).isNaN();
    assertThat(RegressionRows.gaussianNll(new double[1], new double[1], new double[] {Double.NaN}))
        .containsOnly(Double.NaN);
  }

  @Test
  void noiseBesideMasksIsWhatTheirVarianceLeaves() {
    RandomSequence random = new RandomSequence(9);
    int rows = 20_000;
    double[] targets = new double[rows];
    double[] variance = new double[rows];
    for (int row = 0; row < rows; row++) {
      variance[row] = random.nextDouble();
      targets[row] = Math.sqrt(.3 + variance[row]) * random.nextGaussian();
    }
    RegressionAverage average = new RegressionAverage(5, new double[2][rows], variance);
    assertThat(NoiseVariance.of(targets, average.mean())).isCloseTo(.8, within(.04));
    assertThat(NoiseVariance.besideMasks(targets, average)).isCloseTo(.3, within(.03));
  }

  @Test
  void noiseBesideNoMasksIsThatOfAnyPredictor() {
    double[] targets = {1, -2, 3, .5};
    RegressionAverage still = new RegressionAverage(5, new double[2][4], new double[4]);
    assertThat(NoiseVariance.besideMasks(targets, still))
        .isCloseTo(NoiseVariance.of(targets, new double[4]), within(1e-6));
  }

  @Test
  void masksThatVaryMoreThanTheResidualsLeaveTheLeast() {
    double[] targets = {.1, -.2, .1, .2};
    double[] wide = new double[4];
    Arrays.fill(wide, 9);
    RegressionAverage average = new RegressionAverage(5, new double[2][4], wide);
    // Mean squared residual .025.
    assertThat(NoiseVariance.besideMasks(targets, average)).isCloseTo(2.5e-5, within(1e-7));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(
            () -> RegressionRows.gaussianNll(new double[1], new double[1], new double[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("variance of row 0: 0.0");
    assertThatThrownBy(() -> new RegressionAverage(5, new double[1][3], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 blocks of 5 passes");
    assertThatThrownBy(() -> new RegressionAverage(5, new double[2][3], new double[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 4");
  }
}
