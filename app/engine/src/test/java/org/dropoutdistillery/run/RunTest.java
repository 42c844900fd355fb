package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a run does what, and what it shows of it. */
class RunTest {
  private static final long HAND_OVER = 42;

  private final Workers workers = new Workers(2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private Run run(Recipe recipe) {
    return new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers);
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
      GapReport report = TinyRun.gap(point);
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
      assertThat(TinyRun.gap(point).standard())
          .usingRecursiveComparison()
          .isEqualTo(TinyRun.gap(frozen.get(0)).standard());
      assertThat(TinyRun.gap(point).monteCarlo())
          .usingRecursiveComparison()
          .isEqualTo(TinyRun.gap(frozen.get(0)).monteCarlo());
    }
    assertThat(TinyRun.gap(curve.get(2)).standard().nll().value())
        .isNotEqualTo(TinyRun.gap(curve.get(3)).standard().nll().value());
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
    TinyRun.assertSameBits(larger, exact);
  }

  private static void advance(Run run, long steps) {
    for (long i = 0; i < steps; i++) {
      run.step();
    }
  }
}
