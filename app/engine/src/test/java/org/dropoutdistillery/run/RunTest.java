package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
  private static final long HAND_OVER = 42;

  private final Workers workers = new Workers(2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private Run run(Recipe recipe) {
    return new Run(recipe, TinyRun.DIGITS, TinyRun.TEST_ROWS, workers);
  }

  @ParameterizedTest
  @CsvSource({
    "15, '0, 15, 30, 42, 45, 60, 75, 84'",
    "21, '0, 21, 42, 63, 84'",
    "84, '0, 42, 84'",
    "1000, '0, 42, 84'",
  })
  void evaluatesAtTheScheduledStepsTheHandOverAndTheEndEachOnce(String every, String steps) {
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe("evaluation.everySteps", every));

    assertThat(outcome.curve().stream().map(EvaluationPoint::step).toList().toString())
        .isEqualTo("[" + steps + "]");
    assertThat(outcome.steps()).isEqualTo(84);
    assertThat(outcome.totalSteps()).isEqualTo(84);
  }

  @Test
  void theStudentAppearsAtTheHandOverAndIsStandardThere() {
    for (EvaluationPoint point : TinyRun.drive(TinyRun.recipe()).curve()) {
      GapReport report = point.report();
      if (point.step() < HAND_OVER) {
        assertThat(point.phase()).isEqualTo(Phase.TEACHER);
        assertThat(report.student()).isNull();
        assertThat(report.headline()).isNull();
        assertThat(report.gapClosed()).isNull();
      } else {
        assertThat(point.phase()).isEqualTo(Phase.STUDENT);
        assertThat(report.student()).isNotNull();
      }
      if (point.step() == HAND_OVER) {
        assertThat(report.student()).usingRecursiveComparison().isEqualTo(report.standard());
        assertThat(report.headline().value()).isZero();
        assertThat(report.headline().low()).isZero();
        assertThat(report.headline().high()).isZero();
      }
    }
  }

  @Test
  void theTeacherStaysAsItIsOnceItTeaches() {
    Run run = run(TinyRun.recipe());
    advance(run, HAND_OVER);
    int[][] taught = TinyRun.bits(run.teacherSnapshot());
    assertThat(TinyRun.bits(run.studentSnapshot())).isDeepEqualTo(taught);
    advance(run, 42);

    assertThat(run.isTrained()).isTrue();
    assertThat(TinyRun.bits(run.teacherSnapshot())).isDeepEqualTo(taught);
    assertThat(Arrays.deepEquals(TinyRun.bits(run.studentSnapshot()), taught)).isFalse();
  }

  @Test
  void standardAndMonteCarloStayAsTheyWereOnceTheTeacherIsFrozen() {
    List<EvaluationPoint> curve = TinyRun.drive(TinyRun.recipe()).curve();
    List<EvaluationPoint> frozen = curve.stream().filter(p -> p.step() >= HAND_OVER).toList();

    assertThat(frozen).hasSize(5);
    for (EvaluationPoint point : frozen) {
      assertThat(point.report().standard())
          .usingRecursiveComparison()
          .isEqualTo(frozen.get(0).report().standard());
      assertThat(point.report().monteCarlo())
          .usingRecursiveComparison()
          .isEqualTo(frozen.get(0).report().monteCarlo());
    }
    assertThat(curve.get(2).report().standard().nll().value())
        .isNotEqualTo(curve.get(3).report().standard().nll().value());
  }

  @Test
  void aSnapshotDoesNotMoveWithTheTraining() {
    Run run = run(TinyRun.recipe());
    Network snapshot = run.teacherSnapshot();
    int[][] before = TinyRun.bits(snapshot);
    advance(run, 3);

    assertThat(TinyRun.bits(snapshot)).isDeepEqualTo(before);
    assertThat(Arrays.deepEquals(TinyRun.bits(run.teacherSnapshot()), before)).isFalse();
    assertThat(run.studentSnapshot()).isNull();
  }

  @Test
  void eachPointSaysWhereItsPhaseStands() {
    List<EvaluationPoint> curve = TinyRun.drive(TinyRun.recipe()).curve();

    assertThat(curve.get(0).teacher().trainingLoss()).isNaN();
    assertThat(curve.get(0).teacher().epoch()).isZero();
    assertThat(curve.get(0).teacher().learningRate()).isEqualTo(0.05);
    assertThat(curve.get(1).teacher().epoch()).isEqualTo(15.0 / 21);
    assertThat(curve.get(1).teacher().learningRate())
        .isCloseTo(0.05 * 0.5 * (1 + Math.cos(Math.PI * 15 / 42)), within(1e-15));
    assertThat(curve.get(1).teacher().trainingLoss()).isBetween(1.0, 4.0);
    assertThat(curve.get(5).student().epoch()).isEqualTo(18.0 / 21);
    assertThat(curve.get(7).student().epoch()).isEqualTo(2);
    assertThat(curve.get(7).student().learningRate()).isCloseTo(0, within(1e-15));
  }

  @Test
  void trainingLossIsTheMeanOfTheStepsSinceTheLastEvaluation() {
    double[] everyStep =
        TinyRun.drive(TinyRun.recipe("evaluation.everySteps", "1")).curve().stream()
            .map(point -> point.teacher() == null ? point.student() : point.teacher())
            .mapToDouble(Learning::trainingLoss)
            .toArray();
    List<EvaluationPoint> curve = TinyRun.drive(TinyRun.recipe()).curve();

    assertThat(everyStep).hasSize(85);
    assertThat(curve.get(2).teacher().trainingLoss())
        .isCloseTo(Arrays.stream(everyStep, 16, 31).average().orElseThrow(), within(1e-12));
    assertThat(curve.get(4).student().trainingLoss())
        .isCloseTo(Arrays.stream(everyStep, 43, 46).average().orElseThrow(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theSameRecipeGivesTheSameBitsOnAnyNumberOfWorkers(int count) {
    RunOutcome expected = TinyRun.drive(TinyRun.recipe(), TinyRun.DIGITS, 2);
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe(), TinyRun.DIGITS, count);

    assertSameBits(outcome, expected);
    assertThat(outcome.test().report())
        .usingRecursiveComparison()
        .isEqualTo(expected.test().report());
  }

  @Test
  void anotherSeedGivesAnotherRun() {
    RunOutcome one = TinyRun.drive(TinyRun.recipe());
    RunOutcome other = TinyRun.drive(TinyRun.recipe().withSeed(2));

    assertThat(MetricsCsv.of(other.curve())).isNotEqualTo(MetricsCsv.of(one.curve()));
    for (int i = 0; i < one.curve().size(); i++) {
      assertThat(other.curve().get(i).report().standard().nll().value())
          .isNotEqualTo(one.curve().get(i).report().standard().nll().value());
    }
  }

  @Test
  void howOftenItIsEvaluatedDoesNotChangeTheWeights() {
    RunOutcome often = TinyRun.drive(TinyRun.recipe("evaluation.everySteps", "1"));
    RunOutcome seldom = TinyRun.drive(TinyRun.recipe("evaluation.everySteps", "1000"));

    assertThat(TinyRun.bits(often.teacher())).isDeepEqualTo(TinyRun.bits(seldom.teacher()));
    assertThat(TinyRun.bits(often.student())).isDeepEqualTo(TinyRun.bits(seldom.student()));
  }

  @Test
  void trainingValidationAndTestRowsAreDisjointAndTheLastRowsTest() {
    Split split = run(TinyRun.recipe()).split();

    assertThat(split.test()).isEqualTo(IntStream.range(1437, 1797).toArray());
    assertThat(split.validation()).hasSize(144);
    int[] all =
        Stream.of(split.train(), split.validation(), split.test())
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, 1797).toArray());
  }

  @Test
  void whatStandsInTheTestRowsNeverReachesTrainingOrCurve() {
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());
    int[] test = run(TinyRun.recipe()).split().test();
    RunOutcome other = TinyRun.drive(TinyRun.recipe(), spoilt(test), 2);

    assertSameBits(other, plain);
    assertThat(other.test().report().standard().nll().value())
        .isNotEqualTo(plain.test().report().standard().nll().value());
  }

  @Test
  void whatStandsInTheValidationRowsNeverReachesTraining() {
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());
    int[] validation = run(TinyRun.recipe()).split().validation();
    RunOutcome other = TinyRun.drive(TinyRun.recipe(), spoiltFeatures(validation), 2);

    assertThat(TinyRun.bits(other.teacher())).isDeepEqualTo(TinyRun.bits(plain.teacher()));
    assertThat(TinyRun.bits(other.student())).isDeepEqualTo(TinyRun.bits(plain.student()));
    assertThat(MetricsCsv.of(other.curve())).isNotEqualTo(MetricsCsv.of(plain.curve()));
  }

  @Test
  void whatStandsInOneTrainingRowReachesBothNetworks() {
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());
    int first = run(TinyRun.recipe()).split().train()[0];
    RunOutcome other = TinyRun.drive(TinyRun.recipe(), spoiltFeatures(new int[] {first}), 2);

    assertThat(Arrays.deepEquals(TinyRun.bits(other.teacher()), TinyRun.bits(plain.teacher())))
        .isFalse();
    assertThat(Arrays.deepEquals(TinyRun.bits(other.student()), TinyRun.bits(plain.student())))
        .isFalse();
  }

  @Test
  void theTestRowsAreRefusedBeforeTheLastStep() {
    Run run = run(TinyRun.recipe());
    advance(run, 83);

    assertThatIllegalStateException()
        .isThrownBy(() -> run.test(() -> false))
        .withMessage("the test rows are not touched before the last step");
    run.step();
    assertThat(run.test(() -> false).report().rows()).isEqualTo(360);
    assertThatIllegalStateException().isThrownBy(run::step).withMessage("all 84 steps are done");
  }

  @Test
  void theTestUsesItsOwnPassesAndRows() {
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe());

    assertThat(outcome.test().report().passes()).isEqualTo(40);
    assertThat(outcome.test().report().rows()).isEqualTo(360);
    assertThat(outcome.curve().get(0).report().passes()).isEqualTo(20);
    assertThat(outcome.curve().get(0).report().rows()).isEqualTo(144);
    assertThat(outcome.test().costs().standard()).isPositive();
    assertThat(outcome.test().costs().student()).isPositive();
    assertThat(outcome.test().costs().monteCarlo())
        .isGreaterThan(outcome.test().costs().standard());
  }

  @Test
  void aFreshStudentHasItsOwnLayersAndStartsElsewhere() {
    RunOutcome outcome =
        TinyRun.drive(TinyRun.recipe("student.start", "fresh", "student.layers", "[5, 4]"));
    GapReport handOver = outcome.curve().get(3).report();

    assertThat(outcome.student().architecture().weightCount())
        .isEqualTo(64 * 5 + 5 + 5 * 4 + 4 + 4 * 10 + 10);
    assertThat(handOver.student().nll().value()).isNotEqualTo(handOver.standard().nll().value());
    assertThat(handOver.headline().value()).isNotZero();
  }

  @Test
  void aFreshStudentWithoutLayersHasTheTeachersAndOtherWeights() {
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe("student.start", "fresh"));

    assertThat(outcome.student().architecture())
        .isEqualTo(outcome.teacher().architecture().withoutDropout());
    assertThat(outcome.curve().get(3).report().headline().value()).isNotZero();
  }

  @Test
  void aFreshStudentDoesNotStartWhereTheTeacherStarted() {
    Run run = run(TinyRun.recipe("student.start", "fresh"));
    int[][] teacherAtFirst = TinyRun.bits(run.teacherSnapshot());
    advance(run, HAND_OVER);

    assertThat(Arrays.deepEquals(TinyRun.bits(run.studentSnapshot()), teacherAtFirst)).isFalse();
  }

  @Test
  void aBatchLargerThanTheTrainingRowsTakesThemAll() {
    Recipe recipe =
        TinyRun.recipe("teacher.training.batchSize", "65536", "student.training.batchSize", "1294");
    RunOutcome larger = TinyRun.drive(recipe);
    RunOutcome exact =
        TinyRun.drive(
            TinyRun.recipe(
                "teacher.training.batchSize", "1293", "student.training.batchSize", "1293"));

    assertThat(larger.totalSteps()).isEqualTo(4);
    assertThat(larger.curve()).extracting(EvaluationPoint::step).containsExactly(0L, 2L, 4L);
    assertSameBits(larger, exact);
  }

  @Test
  void withoutDropoutThereIsNoGapAndNothingToClose() {
    RunOutcome outcome =
        TinyRun.drive(
            TinyRun.recipe("teacher.layers[0].dropRate", "0", "teacher.layers[1].dropRate", "0"));

    for (EvaluationPoint point : outcome.curve()) {
      assertThat(point.report().standard().klToMc().value()).isCloseTo(0, within(1e-12));
      assertThat(point.report().mutualInformation()).isCloseTo(0, within(1e-12));
      assertThat(point.report().monteCarlo().nll().value())
          .isCloseTo(point.report().standard().nll().value(), within(1e-6));
      assertThat(point.report().gapClosed()).isNull();
    }
    assertThat(outcome.test().report().gapClosed()).isNull();
    assertThat(outcome.curve().get(7).report().standard().nll().value())
        .isLessThan(outcome.curve().get(0).report().standard().nll().value());
  }

  @Test
  void dropoutOnTheInputAndAllButOneUnitInAMillionRuns() {
    RunOutcome outcome =
        TinyRun.drive(
            TinyRun.recipe(
                "teacher.inputDropRate", "0.2", "teacher.layers[1].dropRate", "0.999999"));

    assertThat(outcome.isComplete()).isTrue();
    assertThat(outcome.test().report().monteCarlo().nll().value()).isFinite();
  }

  @Test
  void oneValidationRowIsEnoughToRun() {
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe("data.validationFraction", "0.0007"));

    assertThat(outcome.curve().get(0).report().rows()).isEqualTo(1);
    assertThat(outcome.curve().get(0).report().standard().nll().high())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0001", "0.9999"})
  void aShareThatLeavesNoRowOnOneSideIsRefusedWithItsKey(String share) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> run(TinyRun.recipe("data.validationFraction", share)))
        .withMessageStartingWith("digits: data.validationFraction: " + Double.valueOf(share))
        .withMessageEndingWith(
            ", expected a share that leaves at least one of 1437 rows on either side");
  }

  @Test
  void shiftsOfATableAreRefusedWithTheirKey() {
    Dataset digits = TinyRun.DIGITS;
    Dataset table =
        new Dataset(
            "flat",
            digits.rows(),
            digits.features(),
            digits.values(),
            digits.targets(),
            digits.featureNames(),
            null);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> new Run(TinyRun.recipe(), table, 360, workers))
        .withMessage(
            "digits: student.transferInputs.shift: 1, expected 0: rows of 'flat' are not images");
    assertThat(
            TinyRun.drive(TinyRun.recipe("student.transferInputs.shift", "0"), table, 1)
                .isComplete())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "2000000000"})
  void shiftsBeyondTheImageAreRefusedWithTheirKey(String shift) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> run(TinyRun.recipe("student.transferInputs.shift", shift)))
        .withMessage(
            "digits: student.transferInputs.shift: "
                + shift
                + ", expected less than the 8 x 8 pixels of an image");
  }

  @Test
  void aLossThatIsNoNumberStopsTheTeacherWithStepLossRateAndKey() {
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe("teacher.training.learningRate", "1e20"));

    assertThat(outcome.divergence())
        .hasMessageMatching(
            "training diverged at step \\d+ of the teacher: the loss is NaN at learning rate"
                + " 9\\.\\d+e\\+19; lower teacher\\.training\\.learningRate");
    assertThat(outcome.isComplete()).isFalse();
    assertThat(outcome.student()).isNull();
  }

  @Test
  void aLossThatIsNoNumberStopsTheStudentWithItsOwnKey() {
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe("student.training.learningRate", "1e30"));

    assertThat(outcome.divergence())
        .hasMessage(
            "training diverged at step 2 of the student: the loss is NaN at learning rate"
                + " 9.99e+29; lower student.training.learningRate");
  }

  @Test
  void divergenceLeavesTheWeightsOfTheLastEvaluation() {
    RunOutcome good = TinyRun.drive(TinyRun.recipe());
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe("student.training.learningRate", "1e30"));

    assertThat(outcome.curve())
        .extracting(EvaluationPoint::step)
        .containsExactly(0L, 15L, 30L, 42L);
    assertThat(TinyRun.bits(outcome.teacher())).isDeepEqualTo(TinyRun.bits(good.teacher()));
    assertThat(TinyRun.bits(outcome.student())).isDeepEqualTo(TinyRun.bits(good.teacher()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"teacher", "student"})
  void divergenceInTheLastStepIsLaidAtTheNetworkThatDiverged(String network) {
    Recipe recipe =
        TinyRun.recipe(
            "teacher.training.epochs",
            "1",
            "teacher.training.batchSize",
            "2000",
            "student.training.epochs",
            "1",
            "student.training.batchSize",
            "2000",
            "student.training.optimizer",
            "sgd",
            network + ".training.learningRate",
            "1e30");

    assertThat(TinyRun.drive(recipe).divergence())
        .hasMessage(
            "training diverged at step 1 of the %s: the loss is NaN at learning rate 1.00e+30;"
                    .formatted(network)
                + " lower "
                + network
                + ".training.learningRate");
  }

  private static void advance(Run run, long steps) {
    for (long i = 0; i < steps; i++) {
      run.step();
    }
  }

  private static void assertSameBits(RunOutcome outcome, RunOutcome expected) {
    assertThat(MetricsCsv.of(outcome.curve())).isEqualTo(MetricsCsv.of(expected.curve()));
    assertThat(outcome.curve())
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
        .isEqualTo(expected.curve());
    assertThat(TinyRun.bits(outcome.teacher())).isDeepEqualTo(TinyRun.bits(expected.teacher()));
    assertThat(TinyRun.bits(outcome.student())).isDeepEqualTo(TinyRun.bits(expected.student()));
  }

  /** Returns the digits with other features and labels in some rows. */
  private static Dataset spoilt(int[] rows) {
    int[] labels = TinyRun.DIGITS.labels().clone();
    for (int row : rows) {
      labels[row] = (labels[row] + 1) % 10;
    }
    return with(spoiltFeatures(rows).values(), labels);
  }

  /** Returns the digits with other features in some rows. */
  private static Dataset spoiltFeatures(int[] rows) {
    int width = TinyRun.DIGITS.features();
    float[] values = TinyRun.DIGITS.values().clone();
    for (int row : rows) {
      for (int i = row * width; i < (row + 1) * width; i++) {
        values[i] = 2 - values[i];
      }
    }
    return with(values, TinyRun.DIGITS.labels());
  }

  private static Dataset with(float[] values, int[] labels) {
    Dataset digits = TinyRun.DIGITS;
    return new Dataset(
        digits.name(),
        digits.rows(),
        digits.features(),
        values,
        new ClassLabels(labels, digits.classNames()),
        digits.featureNames(),
        digits.imageShape());
  }
}
