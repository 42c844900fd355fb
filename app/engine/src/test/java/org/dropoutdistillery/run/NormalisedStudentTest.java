package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.dropoutdistillery.nn.Network;
import org.junit.jupiter.api.Test;

/** Means and variances that a student's normalised layers remember. */
class NormalisedStudentTest {
  /** Else it would not start at what standard dropout predicts, and its target would not be one. */
  @Test
  void fromTheTeacherTheyStayTheTeachers() {
    RunOutcome outcome = TinyRun.drive(TinyRun.convolutional());

    assertThat(remembered(outcome.student())).isEqualTo(remembered(outcome.teacher()));
    assertThat(outcome.teacher().normalisation(0).variance().toArray()).doesNotContain(1);
    assertThat(outcome.student().weights(0).toArray())
        .as("the student learned")
        .isNotEqualTo(outcome.teacher().weights(0).toArray());
  }

  @Test
  void aFreshStudentLearnsItsOwn() {
    RunOutcome outcome = TinyRun.drive(TinyRun.convolutional("student.start", "fresh"));

    assertThat(remembered(outcome.student())).isNotEqualTo(remembered(outcome.teacher()));
    assertThat(outcome.student().normalisation(0).variance().toArray()).doesNotContain(1);
  }

  private static float[][] remembered(Network network) {
    return new float[][] {
      network.normalisation(0).mean().toArray(), network.normalisation(0).variance().toArray()
    };
  }
}
