package org.dropoutdistillery.desktop.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.dropoutdistillery.desktop.averaging.AveragingModel.View;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.run.AveragingStudy;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.dropoutdistillery.run.RunOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AveragingModelTest {
  private static final String[] ENDLESS = {"evaluation.finalPasses", "4000000"};

  @TempDir private Path folder;
  private Workbench workbench;
  private AveragingModel model;
  private View view;

  private void open(String... changes) {
    workbench = TinyBench.open(folder, changes);
    model = new AveragingModel(workbench);
    TinyBench.await(workbench, RunState.READY);
    view = model.refresh();
  }

  @AfterEach
  void close() {
    model.cancel();
    TinyBench.close(workbench);
  }

  /** Refreshes, as the page does while it shows. */
  private void await(Predicate<View> reached) {
    TinyBench.await(
        workbench,
        () -> {
          view = model.refresh();
          return reached.test(view);
        });
  }

  private void pauseAfterAStep() {
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
  }

  private static long measuring() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("distillery-averaging"))
        .count();
  }

  @Test
  void nothingIsMeasuredBeforeAnythingIsLearned() {
    open();
    assertThat(view.headline()).contains("Nothing is learned yet");
    assertThat(view.canMeasure()).isFalse();
    model.measure();
    assertThat(model.refresh().isMeasuring()).isFalse();
  }

  @Test
  void networksAtRestAreMeasuredOnceForEachStep() {
    open();
    pauseAfterAStep();
    await(v -> v.result() != null);
    AveragingStudy.Result first = view.result();
    int validation = workbench.data().get().split().validation().length;
    assertThat(view.source()).contains(validation + " validation rows after step 1;");
    assertThat(view.headline()).contains("no student yet");
    assertThat(model.refresh().isMeasuring()).isFalse();

    pauseAfterAStep();
    view = model.refresh();
    assertThat(view.isMeasuring()).isTrue();
    assertThat(view.result()).as("the old one stays meanwhile").isSameAs(first);
    await(v -> !v.isMeasuring());
    assertThat(view.source()).contains("after step 2;");
    assertThat(view.result()).isNotSameAs(first);
  }

  @Test
  void aFinishedRunIsMeasuredOnItsTestRows() {
    open("teacher.training.epochs", "10");
    workbench.run();
    await(v -> workbench.state().get() == RunState.FINISHED && v.result() != null);
    await(v -> v.source().contains("test rows"));

    RunOutcome outcome = workbench.result().get().outcome();
    assertThat(view.source()).startsWith("360 test rows after step " + outcome.steps());
    assertThat(view.result().independent()).isEqualTo(outcome.test().averaging());
    assertThat(view.result().report().student()).isEqualTo(outcome.test().report().student());
    assertThat(view.result().balanced())
        .extracting(AveragingCurve::metric)
        .contains(AveragingMetric.NLL, AveragingMetric.ERROR, AveragingMetric.KL);
    assertThat(view.headline()).startsWith("The student equals MC at T ");
    assertThat(view.details()).containsPattern("T [=≈] \\S+ is enough for the error");
  }

  @Test
  void aRunThatGoesOnIsMeasuredWhenAsked() {
    open("teacher.training.epochs", "100000");
    workbench.run();
    TinyBench.await(workbench, () -> workbench.progress().get().steps() > 10);
    view = model.refresh();
    assertThat(view.isMeasuring()).isFalse();
    assertThat(view.canMeasure()).isTrue();

    model.measure();
    assertThat(model.refresh().canMeasure()).isFalse();
    await(v -> v.result() != null);
    assertThat(workbench.state().get()).isEqualTo(RunState.RUNNING);
    assertThat(view.source()).contains("validation rows after step");
  }

  @Test
  void whatWasCancelledIsNotTriedAgainUnasked() {
    open(ENDLESS);
    pauseAfterAStep();
    await(v -> measuring() == 1);
    model.cancel();
    await(v -> measuring() == 0 && v.canMeasure());
    assertThat(model.refresh().isMeasuring()).isFalse();
    assertThat(view.result()).isNull();

    model.measure();
    await(v -> measuring() == 1);
  }

  @Test
  void nothingIsComputedWhileThePageDoesNotShow() {
    open(ENDLESS);
    pauseAfterAStep();
    await(v -> measuring() == 1);
    TinyBench.await(workbench, () -> measuring() == 0);

    await(v -> measuring() == 1);
    assertThat(view.isMeasuring()).isTrue();
  }

  @Test
  void anotherRunBeginsWithoutTheResultOfTheOneBefore() {
    open();
    pauseAfterAStep();
    await(v -> v.result() != null);
    workbench.newSeed();
    TinyBench.await(workbench, RunState.READY);
    view = model.refresh();
    assertThat(view.result()).isNull();
    assertThat(view.source()).isEmpty();
  }

  @Test
  void numbersAreMeasuredByTheirSquaredDistances() {
    open(
        "data.dataset",
        "sine",
        "data.standardise",
        "true",
        "student.divergence",
        "squared_error",
        "student.transferInputs.shift",
        "0");
    workbench.run();
    await(v -> workbench.state().get() == RunState.FINISHED && v.source().contains("test rows"));
    assertThat(AveragingWords.shown(view.result().independent()))
        .extracting(AveragingCurve::metric)
        .containsExactly(AveragingMetric.MSE, AveragingMetric.SQUARED_DISTANCE);
    assertThat(view.details()).contains("the squared error", "the distance to MC");
  }

  @Test
  void whatBreaksIsToldAsAMessageAndNotTriedAgain() {
    open();
    pauseAfterAStep();
    await(v -> v.result() != null);
    RunOutcome other = iris();
    Subject wrong =
        Subject.of(0, workbench.data().get(), other); // networks of 4 features for rows of 64
    AveragingJob job = new AveragingJob(wrong, 1);
    job.start();
    TinyBench.await(workbench, job::isOver);
    assertThat(job.result()).isNull();
    assertThat(job.failure()).isInstanceOf(RuntimeException.class);

    model.takeIn(job);
    assertThat(workbench.messages().list())
        .last()
        .satisfies(
            message ->
                assertThat(message.text())
                    .startsWith("What more passes are worth could not be measured: "));
    assertThat(model.refresh().isMeasuring()).isFalse();
  }

  private RunOutcome iris() {
    try (Workbench bench =
        TinyBench.open(folder, "data.dataset", "iris", "student.transferInputs.shift", "0")) {
      TinyBench.await(bench, RunState.READY);
      bench.run();
      TinyBench.await(bench, RunState.FINISHED);
      return bench.result().get().outcome();
    }
  }
}
