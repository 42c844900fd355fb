package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run leaves whose loss is no number any more. */
class DivergedRunTest {
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
}
