package org.dropoutdistillery.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.OutsideTeacher;
import org.dropoutdistillery.store.SavedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a teacher that came from elsewhere begin again with that teacher. */
@Timeout(120)
class TaughtRunTest {
  @TempDir private Path folder;
  private Workbench workbench;
  private OutsideTeacher teacher;
  private String unbroken;

  /** Distils a teacher from weights alone, with another seed than it was trained with. */
  @BeforeEach
  void distil() throws IOException {
    workbench = TinyBench.open(folder, "seed", "3");
    TinyBench.await(workbench, RunState.READY);
    runToTheEnd();
    Path weights = workbench.result().get().folder().resolve("teacher.npz");
    OutsideTeacher.Choice asRecipe = new OutsideTeacher.Choice(List.of(), List.of(), List.of());
    teacher = OutsideTeacher.read(weights, TinyBench.recipe("seed", "5"), asRecipe);
    workbench.open(teacher);
    TinyBench.await(workbench, RunState.READY);
    runToTheEnd();
    unbroken = metrics();
  }

  @AfterEach
  void close() {
    TinyBench.close(workbench);
  }

  private void runToTheEnd() {
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
  }

  private String metrics() {
    return MetricsCsv.of(workbench.curve());
  }

  private void resetGivesTheSameRun() {
    workbench.reset();
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.progress().get().phase()).isEqualTo(Phase.STUDENT);
    runToTheEnd();
    assertThat(metrics()).isEqualTo(unbroken);
    assertThat(workbench.result().get().outcome().teacher().weights(0).toArray())
        .isEqualTo(teacher.network().weights(0).toArray());
    assertThat(workbench.result().get().folder().resolve("teacher.json"))
        .content()
        .contains("teacher.npz");
  }

  @Test
  void afterAReset() {
    resetGivesTheSameRun();
  }

  @Test
  void afterGoingOnWithOneThatWasLeft() throws Exception {
    workbench.reset();
    TinyBench.await(workbench, RunState.READY);
    workbench.step(Phase.STUDENT, StepSize.EPOCH);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.close();
    assertThat(workbench.awaitEnd(10)).isTrue();

    workbench = TinyBench.open(folder, "name", "\"another\"");
    workbench.goOn(KeptRun.latest(new RunArchive(folder), problem -> fail(problem)));
    TinyBench.await(workbench, RunState.FINISHED);
    assertThat(metrics()).isEqualTo(unbroken);
    resetGivesTheSameRun();
  }

  @Test
  void afterOpeningItsFolder() throws IOException {
    workbench.open(SavedRun.open(workbench.result().get().folder(), Map.of()));
    TinyBench.await(workbench, RunState.FINISHED);
    resetGivesTheSameRun();
  }

  @Test
  void afterOpeningAFileThatItWasPackedInto() throws IOException {
    SavedRun saved = SavedRun.open(workbench.result().get().folder(), Map.of());
    Path model = Files.write(folder.resolve("teacher.npz"), ModelBundle.of(saved).bytes());
    workbench.open(SavedRun.open(model, Map.of()));
    TinyBench.await(workbench, RunState.FINISHED);
    resetGivesTheSameRun();
  }

  @Test
  void otherLayersAreTrainedFromTheFirstStep() {
    workbench.set("teacher.layers[0].units", "9", false);
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.progress().get().phase()).isEqualTo(Phase.TEACHER);
    runToTheEnd();
    assertThat(workbench.result().get().folder().resolve("teacher.json")).doesNotExist();
  }
}
