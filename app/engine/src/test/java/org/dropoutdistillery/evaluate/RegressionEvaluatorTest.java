package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class RegressionEvaluatorTest {
  private static final int ROWS = 150;
  private static final double OFFSET = .5;

  private final RandomSequence random = new RandomSequence(13);
  private final double[] truth = normal(ROWS, 1);
  private final double[] targets = plus(truth, normal(ROWS, .3));
  private final double[] standard = plus(truth, constant(OFFSET));
  private final NoiseVariance noise = new NoiseVariance(.3, .1, .1);

  @Test
  void everyFigureIsThatOfItsMeasure() {
    RegressionAverage average = own(8, 10, .4);
    double[] student = plus(truth, constant(.1));
    RegressionReport report =
        evaluator(RowDependence.INDEPENDENT).report(standard, average, student, targets, noise);
    BootstrapT bootstrap = new BootstrapT(399, .95, 5);
    assertThat(report.rows()).isEqualTo(ROWS);
    assertThat(report.passes()).isEqualTo(80);
    double[] error = RegressionRows.squaredDistance(targets, student);
    assertThat(report.student().rmse().value())
        .isCloseTo(Math.sqrt(RowMeasures.mean(error)), within(1e-15));
    assertThat(report.student().rmse().high()).isEqualTo(Math.sqrt(bootstrap.mean(error).high()));
    double[] variance = new double[ROWS];
    Arrays.fill(variance, .3);
    assertThat(report.standard().nll())
        .isEqualTo(bootstrap.mean(RegressionRows.gaussianNll(targets, standard, variance)));
    // MC's own variance: noise and masks.
    Arrays.setAll(variance, row -> .1 + average.variance()[row]);
    assertThat(report.monteCarlo().nll())
        .isEqualTo(bootstrap.mean(RegressionRows.gaussianNll(targets, average.mean(), variance)));
    assertThat(report.monteCarlo().distanceToMc()).isNull();
    double[] toStandard = RegressionRows.debiasedDistance(average, standard);
    double[] toStudent = RegressionRows.debiasedDistance(average, student);
    assertThat(report.standard().distanceToMc()).isEqualTo(bootstrap.mean(toStandard));
    assertThat(report.gapClosed()).isEqualTo(bootstrap.shareClosed(toStudent, toStandard));
    assertThat(report.headline().value())
        .isCloseTo(RowMeasures.mean(toStandard) - RowMeasures.mean(toStudent), within(1e-13));
    assertThat(report.maskVariance()).isCloseTo(.16, within(.02));
    assertThat(report.noiseFloor()).isEqualTo(report.maskVariance() / 80);
    assertThat(report.studentMinusStandard().squaredError().high()).isLessThan(0);
  }

  @Test
  void aRoadIsMeasuredLikeTheStudent() {
    RegressionAverage average = own(8, 10, .4);
    double[] student = plus(truth, constant(.1));
    RegressionEvaluator evaluator = evaluator(RowDependence.INDEPENDENT);
    RegressionReport report = evaluator.report(standard, average, student, targets, noise);
    RoadReport asStudent =
        evaluator.road(standard, average, null, student, constant(noise.student()), targets);
    assertThat(asStudent.report()).isEqualTo(report.student());
    assertThat(asStudent.gapClosed()).isEqualTo(report.gapClosed());
    assertThat(asStudent.studentAdvantage()).isNull();
    // Standard as a road closes nothing, and the student leads it by the headline.
    RoadReport none =
        evaluator.road(standard, average, student, standard, constant(noise.standard()), targets);
    assertThat(none.gapClosed()).isEqualTo(new Interval(0, 0, 0));
    assertThat(none.studentAdvantage()).isEqualTo(report.headline());
  }

  @Test
  void predictionsThatAreNoNumbersGiveNoneAndAreTold() {
    double[] lost = constant(Double.NaN);
    RegressionReport report =
        evaluator(RowDependence.INDEPENDENT)
            .report(standard, own(8, 10, .4), lost, targets, new NoiseVariance(.3, .1, Double.NaN));
    assertThat(report.teacherIsFinite()).isTrue();
    assertThat(report.studentIsFinite()).isFalse();
  }

  @Test
  void headlineAndShareAreThoseOfTheTrueAverage() {
    // Distances .25 and .01 whatever the masks: 96 %, and k = .16/.01.
    double[] student = plus(truth, constant(.1));
    double headline = 0;
    double share = 0;
    double passes = 0;
    for (int draw = 0; draw < 50; draw++) {
      RegressionReport report =
          evaluator(RowDependence.INDEPENDENT)
              .report(standard, own(8, 10, .4), student, targets, noise);
      headline += report.headline().value() / 50;
      share += report.gapClosed().value() / 50;
      passes += 1 / report.equivalentPasses().value() / 50;
    }
    assertThat(headline).isCloseTo(.24, within(.002));
    assertThat(share).isCloseTo(.96, within(.003));
    assertThat(1 / passes).isCloseTo(16, within(1.0));
  }

  @Test
  void sharedMasksAreCoveredOnlyWhenBlocksAreResampledToo() {
    int simulations = 200;
    double[] student = plus(truth, constant(.1));
    int both = 0;
    int rowsAlone = 0;
    for (int s = 0; s < simulations; s++) {
      RegressionAverage average = shared(8, 10, .4);
      both += covers(RowDependence.SHARED_MASKS, average, student) ? 1 : 0;
      rowsAlone += covers(RowDependence.INDEPENDENT, average, student) ? 1 : 0;
    }
    System.out.printf(
        "regression, shared masks: rows × blocks %d, rows %d of %d%n",
        both, rowsAlone, simulations);
    assertThat((double) both / simulations)
        .isBetween(.95 - 4 * Math.sqrt(.95 * .05 / simulations), 1.0);
    assertThat((double) rowsAlone / simulations).isLessThan(.5);
  }

  @Test
  void theTrueAverageAsStudentClosesTheGapAndIsWorthAtLeastSoMany() {
    RegressionReport report =
        evaluator(RowDependence.INDEPENDENT)
            .report(standard, own(8, 10, .4), truth, targets, noise);
    assertThat(report.gapClosed().contains(1)).isTrue();
    assertThat(report.equivalentPasses().high()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(report.equivalentPasses().low()).isGreaterThan(80);
  }

  @Test
  void withoutDropoutThereIsNoGapAndWithoutAStudentNothingAboutOne() {
    double[][] same = new double[8][];
    Arrays.fill(same, standard);
    RegressionAverage still = new RegressionAverage(10, same, new double[ROWS]);
    RegressionReport report =
        evaluator(RowDependence.INDEPENDENT)
            .report(plus(standard, constant(1e-7)), still, truth, targets, noise);
    assertThat(report.gapClosed()).isNull();
    assertThat(report.equivalentPasses()).isNull();
    RegressionReport alone =
        evaluator(RowDependence.INDEPENDENT).report(standard, still, null, targets, noise);
    assertThat(alone.student()).isNull();
    assertThat(alone.headline()).isNull();
    assertThat(alone.studentMinusStandard()).isNull();
  }

  private boolean covers(RowDependence dependence, RegressionAverage average, double[] student) {
    RegressionReport report =
        evaluator(dependence).report(standard, average, student, targets, noise);
    return report.headline().contains(OFFSET * OFFSET - .01);
  }

  private static RegressionEvaluator evaluator(RowDependence dependence) {
    return new RegressionEvaluator(399, .95, 5, dependence);
  }

  private RegressionAverage own(int blocks, int passesPerBlock, double deviation) {
    double[][] means = new double[blocks][];
    double[] squares = new double[ROWS];
    double[] sums = new double[ROWS];
    for (int b = 0; b < blocks; b++) {
      means[b] = new double[ROWS];
      for (int pass = 0; pass < passesPerBlock; pass++) {
        double[] f = plus(truth, normal(ROWS, deviation));
        for (int row = 0; row < ROWS; row++) {
          means[b][row] += f[row] / passesPerBlock;
          sums[row] += f[row];
          squares[row] += f[row] * f[row];
        }
      }
    }
    int passes = blocks * passesPerBlock;
    Arrays.setAll(squares, i -> (squares[i] - sums[i] * sums[i] / passes) / (passes - 1));
    return new RegressionAverage(passesPerBlock, means, squares);
  }

  /** One number for each block moves all rows. */
  private RegressionAverage shared(int blocks, int passesPerBlock, double deviation) {
    double[][] means = new double[blocks][];
    Arrays.setAll(
        means,
        b -> plus(truth, constant(deviation / Math.sqrt(passesPerBlock) * random.nextGaussian())));
    double[] variance = new double[ROWS];
    Arrays.fill(variance, deviation * deviation);
    return new RegressionAverage(passesPerBlock, means, variance);
  }

  private double[] normal(int count, double deviation) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> deviation * random.nextGaussian());
    return numbers;
  }

  private static double[] constant(double value) {
    double[] numbers = new double[ROWS];
    Arrays.fill(numbers, value);
    return numbers;
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }
}
