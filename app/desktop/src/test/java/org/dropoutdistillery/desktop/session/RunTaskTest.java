package org.dropoutdistillery.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunTaskTest {
  @TempDir private Path folder;
  private final Tasks tasks = new Tasks();
  private Workbench workbench;
  private RunTask runTask;

  private void open(String... changes) {
    workbench = TinyBench.open(folder, changes);
    runTask = new RunTask(workbench, tasks);
    await(RunState.READY);
  }

  private void await(RunState state) {
    TinyBench.await(
        workbench,
        () -> {
          runTask.refresh();
          return workbench.state().get() == state;
        });
  }

  @AfterEach
  void close() {
    TinyBench.close(workbench);
  }

  @Test
  void isThereWhileTheRunGoesOnAndSaysHowFarItIs() {
    open("teacher.training.epochs", "100000");
    assertThat(tasks.list()).isEmpty();
    workbench.run();
    await(RunState.RUNNING);
    TinyBench.await(workbench, () -> workbench.progress().get().steps() > 5);
    runTask.refresh();
    Tasks.Task task = tasks.list().get(0);
    assertThat(task.name()).contains("digits", "seed 1");
    double share =
        (double) workbench.progress().get().steps() / workbench.progress().get().totalSteps();
    assertThat(task.progress().get()).isEqualTo(share).isPositive();

    workbench.pause();
    runTask.refresh();
    assertThat(tasks.list()).isEmpty();
  }

  @Test
  void cancellingStopsTheRunAndKeepsIt() {
    open("teacher.training.epochs", "100000");
    workbench.run();
    TinyBench.await(workbench, () -> workbench.progress().get().steps() > 5);
    runTask.refresh();
    tasks.list().get(0).cancel();
    await(RunState.FINISHED);
    assertThat(tasks.list()).isEmpty();
    assertThat(workbench.result().get().folder()).isNotEmptyDirectory();
  }

  @Test
  void measuringTheTestRowsIsATaskOfItsOwn() {
    open("evaluation.finalPasses", "100000");
    workbench.run();
    await(RunState.TESTING);
    List<Double> shares = new ArrayList<>();
    assertThat(tasks.list()).hasSize(1);
    assertThat(tasks.list().get(0).name()).contains("est rows");
    TinyBench.await(
        workbench,
        () -> {
          runTask.refresh();
          tasks.list().forEach(task -> shares.add(task.progress().get()));
          return shares.stream().anyMatch(share -> share > 0 && share < 1);
        });
    assertThat(shares).isSorted();
    tasks.list().get(0).cancel();
    await(RunState.FINISHED);
  }

  @Test
  void oneStepIsNoTask() {
    open();
    List<Tasks.Task> seen = new ArrayList<>();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    runTask.refresh();
    seen.addAll(tasks.list());
    assertThat(seen).isEmpty();
  }
}
