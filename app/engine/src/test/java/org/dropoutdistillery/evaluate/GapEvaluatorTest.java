package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.Test;

class GapEvaluatorTest {
  private static final int ROWS = 144;
  private static final int CLASSES = 10;

  private final RandomSequence random = new RandomSequence(31);
  private final SimulatedEnsemble ensemble = new SimulatedEnsemble(30, ROWS, CLASSES, 1, random);
  private final MonteCarloAverage average = ensemble.draw(8, 10, random);
  private final Predictions standard = SimulatedEnsemble.predictions(ROWS, CLASSES, 1, random);
  private final Predictions student = ensemble.exactAverage();
  private final int[] labels = new int[ROWS];
  private final GapEvaluator evaluator = new GapEvaluator(15, 500, .95, 17);

  GapEvaluatorTest() {
    Arrays.setAll(labels, row -> random.nextInt(CLASSES));
  }

  @Test
  void isGivenUpAnywhereAtOnceAndIsTheSameAfterwards() {
    GapReport whole = evaluator.report(standard, average, student, labels);
    AtomicInteger asked = new AtomicInteger();
    GapReport watched =
        new GapEvaluator(15, 500, .95, 17)
            .whileNot(() -> asked.incrementAndGet() < 0)
            .report(standard, average, student, labels);
    assertThat(watched).isEqualTo(whole);
    int all = asked.get();
    assertThat(all).isGreaterThan(13 * 500); // each interval, between its resamples

    for (int share = 0; share < 20; share++) {
      int last = Math.max(1, share * all / 19);
      GapEvaluator fresh = new GapEvaluator(15, 500, .95, 17);
      asked.set(0);
      assertThat(
              fresh
                  .whileNot(() -> asked.incrementAndGet() >= last)
                  .report(standard, average, student, labels))
          .isNull();
      assertThat(asked).hasValue(last);
      assertThat(fresh.report(standard, average, student, labels)).isEqualTo(whole);
    }
  }

  @Test
  void everyFigureIsThatOfItsMeasure() {
    GapReport report = evaluator.report(standard, average, student, labels);
    BootstrapT bootstrap = new BootstrapT(500, .95, 17);
    assertThat(report.rows()).isEqualTo(ROWS);
    assertThat(report.passes()).isEqualTo(80);
    assertThat(report.confidence()).isEqualTo(.95);
    double[] standardKl = KullbackLeibler.debiasedRows(average, standard);
    double[] studentKl = KullbackLeibler.debiasedRows(average, student);
    checkPredictor(report.standard(), standard, bootstrap.mean(standardKl));
    checkPredictor(report.monteCarlo(), average.predictions(), null);
    checkPredictor(report.student(), student, bootstrap.mean(studentKl));
    assertThat(report.headline())
        .isEqualTo(bootstrap.mean(KullbackLeibler.headlineRows(average, standard, student)));
    assertThat(report.gapClosed()).isEqualTo(bootstrap.shareClosed(studentKl, standardKl));
    double[] halfChiSquare =
        Arrays.stream(MaskSpread.chiSquareRows(average)).map(x -> x / 2).toArray();
    assertThat(report.equivalentPasses().low())
        .isEqualTo(1 / bootstrap.ratio(studentKl, halfChiSquare).high());
    assertThat(report.noiseFloor()).isEqualTo(MaskSpread.noiseFloor(average));
    assertThat(report.mutualInformation())
        .isEqualTo(RowMeasures.mean(MaskSpread.mutualInformationRows(average)));
    GapReport.Differences differences = report.studentMinusStandard();
    assertThat(differences.nll())
        .isEqualTo(
            bootstrap.meanDifference(
                RowMeasures.nll(student, labels), RowMeasures.nll(standard, labels)));
    assertThat(differences.brier())
        .isEqualTo(
            bootstrap.meanDifference(
                RowMeasures.brier(student, labels), RowMeasures.brier(standard, labels)));
    assertThat(differences.ece())
        .isEqualTo(CalibrationDifference.interval(student, standard, labels, 15, 500, .95, 17));
    assertThat(differences.error().value())
        .isCloseTo(
            report.student().error().value() - report.standard().error().value(), within(1e-15));
  }

  @Test
  void errorsThatOnlyOneMakesAreCountedForTheRightOne() {
    // Standard misses rows 0-5, the student rows 0 and 6-7: two only the student, five only
    // standard.
    int[] zeros = new int[50];
    GapReport report =
        new GapEvaluator(15, 100, .95, 1)
            .report(wrongAt(50, 0, 1, 2, 3, 4, 5), halves(50), wrongAt(50, 0, 6, 7), zeros);
    assertThat(report.studentMinusStandard().error())
        .isEqualTo(PairedProportions.difference(2, 5, 50, .95));
    assertThat(report.studentMinusStandard().rightness()).isEqualTo(McNemar.of(5, 2));
  }

  @Test
  void theExactAverageClosesAboutTheWholeGap() {
    GapReport report = evaluator.report(standard, average, student, labels);
    assertThat(report.gapClosed().value()).isCloseTo(1, within(.01));
    assertThat(report.headline().low()).isGreaterThan(0);
    assertThat(report.student().klToMc().value()).isLessThan(.2 * report.noiseFloor());
  }

  @Test
  void standardAsItsOwnStudentClosesNothing() {
    GapReport report = evaluator.report(standard, average, standard, labels);
    assertThat(report.headline()).isEqualTo(new Interval(0, 0, 0));
    assertThat(report.gapClosed()).isEqualTo(new Interval(0, 0, 0));
    assertThat(report.studentMinusStandard().nll()).isEqualTo(new Interval(0, 0, 0));
    assertThat(report.studentMinusStandard().error().high()).isGreaterThan(.01);
  }

  @Test
  void withoutAStudentWhatNeedsOneIsNull() {
    GapReport report = evaluator.report(standard, average, null, labels);
    assertThat(report.student()).isNull();
    assertThat(report.headline()).isNull();
    assertThat(report.gapClosed()).isNull();
    assertThat(report.studentMinusStandard()).isNull();
    assertThat(report.standard().klToMc().low()).isGreaterThan(0);
  }

  @Test
  void withoutDropoutThereIsNoGapToClose() {
    double[] p = standard.probabilities();
    double[][] blocks = new double[8][];
    Arrays.fill(blocks, p);
    MonteCarloAverage still =
        new MonteCarloAverage(
            ROWS, CLASSES, 10, blocks, p, new double[p.length], Entropy.rows(p, CLASSES));
    // A log-softmax in float32 is off by so much, and always to one side in the worst case.
    double[] rounded = standard.logProbabilities().clone();
    Arrays.setAll(rounded, i -> rounded[i] - 1e-10);
    GapReport report =
        evaluator.report(new Predictions(ROWS, CLASSES, p, rounded), still, student, labels);
    assertThat(report.standard().klToMc().value()).isCloseTo(0, within(1e-9));
    assertThat(report.gapClosed()).isNull();
    assertThat(report.noiseFloor()).isZero();
    assertThat(report.mutualInformation()).isCloseTo(0, within(1e-13));
    assertThat(report.headline().high()).isLessThan(0);
  }

  @Test
  void aGapThatNoiseMayExplainHasNoShare() {
    // Standard is the exact average: its corrected divergence scatters about 0.
    GapReport report = evaluator.report(ensemble.exactAverage(), average, standard, labels);
    assertThat(report.standard().klToMc().low()).isLessThan(0);
    assertThat(report.gapClosed()).isNull();
  }

  @Test
  void theOrderOfRowsMovesOnlyTheNoiseOfResampling() {
    int[] order = new int[ROWS];
    Arrays.setAll(order, row -> row);
    random.shuffle(order);
    MonteCarloAverage shuffled =
        new MonteCarloAverage(
            ROWS,
            CLASSES,
            average.passesPerBlock(),
            Arrays.stream(average.blockMeans())
                .map(block -> ordered(block, order))
                .toArray(double[][]::new),
            ordered(average.mean(), order),
            ordered(average.variance(), order),
            ordered(average.expectedEntropy(), order));
    int[] shuffledLabels = Arrays.stream(order).map(row -> labels[row]).toArray();
    GapReport one = evaluator.report(standard, average, student, labels);
    GapReport two =
        evaluator.report(
            ordered(standard, order), shuffled, ordered(student, order), shuffledLabels);
    assertThat(two.standard().error()).isEqualTo(one.standard().error());
    assertThat(two.standard().ece()).isCloseTo(one.standard().ece(), within(1e-13));
    assertThat(two.noiseFloor()).isCloseTo(one.noiseFloor(), within(1e-13));
    assertThat(two.mutualInformation()).isCloseTo(one.mutualInformation(), within(1e-13));
    assertThat(two.studentMinusStandard().error()).isEqualTo(one.studentMinusStandard().error());
    checkNear(two.standard().nll(), one.standard().nll());
    checkNear(two.standard().klToMc(), one.standard().klToMc());
    checkNear(two.headline(), one.headline());
    checkNear(two.gapClosed(), one.gapClosed());
    checkNear(two.studentMinusStandard().brier(), one.studentMinusStandard().brier());
    checkNear(two.studentMinusStandard().ece(), one.studentMinusStandard().ece());
  }

  @Test
  void calledAgainItGivesTheSameBits() {
    GapReport report = evaluator.report(standard, average, student, labels);
    assertThat(evaluator.report(standard, average, student, labels)).isEqualTo(report);
  }

  @Test
  void aRoadIsMeasuredLikeTheStudent() {
    Predictions road = SimulatedEnsemble.predictions(ROWS, CLASSES, .3, random);
    RoadReport asStudent = evaluator.road(standard, average, null, student, labels);
    GapReport report = evaluator.report(standard, average, student, labels);
    assertThat(asStudent.report()).isEqualTo(report.student());
    assertThat(asStudent.gapClosed()).isEqualTo(report.gapClosed());
    assertThat(asStudent.studentAdvantage()).isNull();
    RoadReport other = evaluator.road(standard, average, student, road, labels);
    assertThat(other.report().toMc().low()).isGreaterThan(report.student().klToMc().high());
    assertThat(other.studentAdvantage().low()).isGreaterThan(0);
    assertThat(other.studentAdvantage().value())
        .isCloseTo(
            other.report().toMc().value() - report.student().klToMc().value(), within(1e-12));
    // Standard as a road closes nothing, and the student leads it by the headline.
    RoadReport none = evaluator.road(standard, average, student, standard, labels);
    assertThat(none.gapClosed()).isEqualTo(new Interval(0, 0, 0));
    assertThat(none.studentAdvantage()).isEqualTo(report.headline());
    assertThat(evaluator.road(standard, average, student, student, labels).studentAdvantage())
        .isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void sharedMasksMoveNoValueAndOnlyIntervalsThatDependOnMasks() {
    GapReport own = evaluator.report(standard, average, student, labels);
    GapReport shared =
        new GapEvaluator(15, 500, .95, 17, RowDependence.SHARED_MASKS)
            .report(standard, average, student, labels);
    assertThat(shared.standard().nll()).isEqualTo(own.standard().nll());
    assertThat(shared.studentMinusStandard()).isEqualTo(own.studentMinusStandard());
    assertThat(shared.monteCarlo().error()).isEqualTo(own.monteCarlo().error());
    checkShared(shared.headline(), own.headline());
    checkShared(shared.gapClosed(), own.gapClosed());
    checkShared(shared.standard().klToMc(), own.standard().klToMc());
    checkShared(shared.student().klToMc(), own.student().klToMc());
    checkShared(shared.monteCarlo().nll(), own.monteCarlo().nll());
    checkShared(shared.monteCarlo().brier(), own.monteCarlo().brier());
    assertThat(shared.equivalentPasses().value())
        .isCloseTo(own.equivalentPasses().value(), within(1e-6 * own.equivalentPasses().value()));
  }

  private static void checkShared(Interval shared, Interval own) {
    assertThat(shared.value()).isCloseTo(own.value(), within(1e-12));
    assertThat(shared).isNotEqualTo(own);
    // These masks are in fact not shared, so both must be about as wide.
    double width = own.high() - own.low();
    assertThat(shared.high() - shared.low()).isBetween(.7 * width, 1.6 * width);
  }

  @Test
  void whereRowsAreManyNothingIsResampledButErrorsOfCalibration() {
    int rows = RowIntervals.MANY_ROWS;
    SimulatedEnsemble large = new SimulatedEnsemble(10, rows, 3, .6, random);
    MonteCarloAverage mean = large.draw(8, 5, random);
    Predictions first = SimulatedEnsemble.predictions(rows, 3, 1, random);
    int[] classes = new int[rows];
    Arrays.setAll(classes, row -> random.nextInt(3));
    GapReport one =
        new GapEvaluator(15, 100, .95, 1).report(first, mean, large.exactAverage(), classes);
    GapReport two =
        new GapEvaluator(15, 200, .95, 2).report(first, mean, large.exactAverage(), classes);
    assertThat(two.headline()).isEqualTo(one.headline());
    assertThat(two.standard()).isEqualTo(one.standard());
    assertThat(two.gapClosed()).isEqualTo(one.gapClosed());
    SkewnessCorrectedT corrected = new SkewnessCorrectedT(.95);
    assertThat(one.standard().nll()).isEqualTo(corrected.mean(RowMeasures.nll(first, classes)));
  }

  /** A run that diverges is evaluated before anybody knows. */
  @Test
  void predictionsThatAreNoNumbersEndInAReport() {
    double[] nothing = new double[ROWS * CLASSES];
    Arrays.fill(nothing, Double.NaN);
    Predictions diverged = new Predictions(ROWS, CLASSES, nothing, nothing);
    double[][] blocks = new double[8][];
    Arrays.fill(blocks, nothing);
    MonteCarloAverage noAverage =
        new MonteCarloAverage(ROWS, CLASSES, 10, blocks, nothing, nothing, new double[ROWS]);
    for (RowDependence dependence : RowDependence.values()) {
      GapEvaluator any = new GapEvaluator(15, 500, .95, 17, dependence);
      GapReport student = any.report(standard, average, diverged, labels);
      assertThat(student.student().klToMc().value()).isNaN();
      assertThat(student.student().adaptiveEce()).isNaN();
      assertThat(student.standard().nll().value()).isFinite();
      assertThat(any.report(diverged, noAverage, diverged, labels).gapClosed()).isNull();
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MonteCarloAverage oneBlock = ensemble.draw(1, 80, random);
    assertThatThrownBy(() -> evaluator.report(standard, oneBlock, null, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blocks of the Monte-Carlo average: 1");
    assertThatThrownBy(() -> evaluator.report(standard, average, null, new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 labels");
    Predictions other = SimulatedEnsemble.predictions(ROWS, 3, 1, random);
    assertThatThrownBy(() -> evaluator.report(other, average, null, labels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[144, 3]");
    assertThatThrownBy(() -> new GapEvaluator(0, 500, .95, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bins: 0");
  }

  private void checkPredictor(PredictorReport report, Predictions predictions, Interval kl) {
    BootstrapT bootstrap = new BootstrapT(500, .95, 17);
    int errors = (int) Arrays.stream(RowMeasures.errors(predictions, labels)).sum();
    assertThat(report.error()).isEqualTo(WilsonInterval.of(errors, ROWS, .95));
    assertThat(report.nll()).isEqualTo(bootstrap.mean(RowMeasures.nll(predictions, labels)));
    assertThat(report.brier()).isEqualTo(bootstrap.mean(RowMeasures.brier(predictions, labels)));
    assertThat(report.klToMc()).isEqualTo(kl);
    assertThat(report.reliability()).isEqualTo(Reliability.of(predictions, labels, 15));
    assertThat(report.adaptiveEce()).isEqualTo(AdaptiveCalibration.error(predictions, labels, 15));
    assertThat(report.classwiseEce())
        .isEqualTo(ClasswiseCalibration.error(predictions, labels, 15));
    double[] entropy =
        kl == null
            ? Entropy.debiasedRows(average)
            : Entropy.rows(predictions.probabilities(), CLASSES);
    assertThat(report.entropy()).isEqualTo(RowMeasures.mean(entropy));
    Predictions mc = average.predictions();
    assertThat(report.tvToMc())
        .isEqualTo(
            kl == null ? null : RowMeasures.mean(RowDistances.totalVariation(mc, predictions)));
    assertThat(report.agreementWithMc())
        .isEqualTo(kl == null ? null : RowMeasures.mean(RowDistances.agreement(mc, predictions)));
    assertThat(report.ece()).isEqualTo(report.reliability().expectedCalibrationError());
  }

  private static void checkNear(Interval one, Interval two) {
    double width = two.high() - two.low();
    assertThat(one.value()).isCloseTo(two.value(), within(1e-13));
    assertThat(one.low()).isCloseTo(two.low(), within(.25 * width));
    assertThat(one.high()).isCloseTo(two.high(), within(.25 * width));
  }

  private static Predictions ordered(Predictions predictions, int[] order) {
    return new Predictions(
        predictions.rows(),
        predictions.classes(),
        ordered(predictions.probabilities(), order),
        ordered(predictions.logProbabilities(), order));
  }

  private static double[] ordered(double[] rows, int[] order) {
    int width = rows.length / order.length;
    double[] ordered = new double[rows.length];
    for (int row = 0; row < order.length; row++) {
      System.arraycopy(rows, order[row] * width, ordered, row * width, width);
    }
    return ordered;
  }

  private static Predictions wrongAt(int rows, int... wrong) {
    double[] p = new double[2 * rows];
    Arrays.setAll(p, i -> i % 2 == 0 ? .9 : .1);
    for (int row : wrong) {
      p[2 * row] = .1;
      p[2 * row + 1] = .9;
    }
    return Predictions.ofProbabilities(rows, 2, p);
  }

  private static MonteCarloAverage halves(int rows) {
    double[] p = new double[2 * rows];
    Arrays.fill(p, .5);
    return new MonteCarloAverage(
        rows, 2, 1, new double[][] {p, p}, p, new double[2 * rows], Entropy.rows(p, 2));
  }
}
