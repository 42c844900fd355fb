package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dropoutdistillery.store.MetricsCsv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A student that learns with its teacher. */
class TogetherTest {
  private static Recipe recipe(int teacherEpochs, int studentEpochs) {
    return TinyRun.recipe(
        "student.schedule",
        "together",
        "teacher.training.epochs",
        Integer.toString(teacherEpochs),
        "student.training.epochs",
        Integer.toString(studentEpochs));
  }

  @ParameterizedTest
  @CsvSource({
    "2, 2, 42, BOTH BOTH BOTH BOTH",
    "2, 3, 63, BOTH BOTH BOTH STUDENT STUDENT STUDENT STUDENT",
    "3, 2, 63, BOTH BOTH BOTH TEACHER TEACHER TEACHER",
  })
  void bothLearnUntilEachHasDoneItsSteps(int teacher, int student, long steps, String phases) {
    RunOutcome outcome = TinyRun.drive(recipe(teacher, student));

    assertThat(outcome.totalSteps()).isEqualTo(steps);
    assertThat(outcome.steps()).isEqualTo(steps);
    assertThat(String.join(" ", outcome.curve().stream().map(p -> p.phase().name()).toList()))
        .isEqualTo(phases);
    assertThat(outcome.isComplete()).isTrue();
  }

  @Test
  void theStudentIsThereFromTheStartAndBeginsAtStandard() {
    List<EvaluationPoint> curve = TinyRun.drive(recipe(2, 2)).curve();

    assertThat(curve.get(0).report().headline().value()).isZero();
    assertThat(curve.get(1).report().headline().value()).isNotZero();
    for (EvaluationPoint point : curve) {
      assertThat(point.report().student()).isNotNull();
      assertThat(point.teacher()).isNotNull();
      assertThat(point.student()).isNotNull();
    }
  }

  @Test
  void theTeacherLearnsWhatItWouldAlone() {
    RunOutcome together = TinyRun.drive(recipe(2, 2));
    RunOutcome alone = TinyRun.drive(TinyRun.recipe());

    assertThat(TinyRun.bits(together.teacher())).isDeepEqualTo(TinyRun.bits(alone.teacher()));
    assertThat(MetricsCsv.of(together.curve())).isNotEqualTo(MetricsCsv.of(alone.curve()));
  }

  @Test
  void theAverageFollowsTheTeacherWhileItMoves() {
    List<EvaluationPoint> curve = TinyRun.drive(recipe(2, 3)).curve();

    assertThat(curve.get(2).report().monteCarlo().nll())
        .isNotEqualTo(curve.get(1).report().monteCarlo().nll());
    assertThat(curve.get(6).report().monteCarlo().nll())
        .isEqualTo(curve.get(3).report().monteCarlo().nll());
  }
}
