package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dropoutdistillery.nn.Network;
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
      assertThat(TinyRun.gap(point).student()).isNotNull();
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

    assertThat(TinyRun.gap(curve.get(2)).monteCarlo().nll())
        .isNotEqualTo(TinyRun.gap(curve.get(1)).monteCarlo().nll());
    assertThat(TinyRun.gap(curve.get(6)).monteCarlo().nll())
        .isEqualTo(TinyRun.gap(curve.get(3)).monteCarlo().nll());
  }

  /** At step 0 the teacher remembers nothing of any batch yet that would be worth keeping. */
  @Test
  void theStudentOfAFreshTeacherNormalisesByItsOwnBatches() {
    Recipe together = TinyRun.convolutional("student.schedule", "together");
    Recipe afterwards = TinyRun.convolutional();

    assertThat(mean(TinyRun.drive(together).student())).isNotEqualTo(new float[3]);
    RunOutcome sequential = TinyRun.drive(afterwards);
    assertThat(mean(sequential.student())).isEqualTo(mean(sequential.teacher()));
  }

  private static float[] mean(Network network) {
    return network.normalisation(0).mean().toArray();
  }
}
