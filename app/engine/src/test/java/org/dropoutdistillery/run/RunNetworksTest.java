package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the two networks of a run are. */
class RunNetworksTest {
  private static final long HAND_OVER = 42;

  private final Workers workers = new Workers(2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private Run run(Recipe recipe) {
    return new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers);
  }

  @Test
  void aFreshStudentHasItsOwnLayersAndStartsElsewhere() {
    RunOutcome outcome =
        TinyRun.drive(TinyRun.recipe("student.start", "fresh", "student.layers", "[5, 4]"));
    GapReport handOver = TinyRun.gap(outcome.curve().get(3));

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
  void withoutDropoutThereIsNoGapAndNothingToClose() {
    RunOutcome outcome =
        TinyRun.drive(
            TinyRun.recipe("teacher.layers[0].dropRate", "0", "teacher.layers[1].dropRate", "0"));

    for (EvaluationPoint point : outcome.curve()) {
      assertThat(TinyRun.gap(point).standard().klToMc().value()).isCloseTo(0, within(1e-12));
      assertThat(TinyRun.gap(point).mutualInformation()).isCloseTo(0, within(1e-12));
      assertThat(TinyRun.gap(point).monteCarlo().nll().value())
          .isCloseTo(TinyRun.gap(point).standard().nll().value(), within(1e-6));
      assertThat(point.report().gapClosed()).isNull();
    }
    assertThat(outcome.test().report().gapClosed()).isNull();
    assertThat(TinyRun.gap(outcome.curve().get(7)).standard().nll().value())
        .isLessThan(TinyRun.gap(outcome.curve().get(0)).standard().nll().value());
  }

  @Test
  void averagedWeightsAreWhatIsShownAndKept() {
    Recipe recipe = TinyRun.recipe("student.averagedShare", "0.5");
    RunOutcome averaged = TinyRun.drive(recipe);
    RunOutcome plain = TinyRun.drive(TinyRun.recipe());

    assertThat(TinyRun.bits(averaged.student())[0]).isNotEqualTo(TinyRun.bits(plain.student())[0]);
    assertThat(TinyRun.gap(averaged.curve().get(4)).student().nll())
        .isEqualTo(TinyRun.gap(plain.curve().get(4)).student().nll());
    assertThat(TinyRun.gap(averaged.curve().get(7)).student().nll())
        .isNotEqualTo(TinyRun.gap(plain.curve().get(7)).student().nll());
  }

  @Test
  void dropoutOnTheInputAndAllButOneUnitInAMillionRuns() {
    RunOutcome outcome =
        TinyRun.drive(
            TinyRun.recipe(
                "teacher.inputDropRate", "0.2", "teacher.layers[1].dropRate", "0.999999"));

    assertThat(outcome.isComplete()).isTrue();
    assertThat(TinyRun.gap(outcome.test()).monteCarlo().nll().value()).isFinite();
  }

  private static void advance(Run run, long steps) {
    for (long i = 0; i < steps; i++) {
      run.step();
    }
  }
}
