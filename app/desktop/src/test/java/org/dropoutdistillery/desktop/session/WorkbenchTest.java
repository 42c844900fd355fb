package org.dropoutdistillery.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.Snapshot;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.Replay;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WorkbenchTest {
  private static final String RATE = "teacher.layers[0].dropRate";

  @TempDir private Path folder;
  private Workbench workbench;

  private void open(String... changes) {
    workbench = TinyBench.open(folder, changes);
    TinyBench.await(workbench, RunState.READY);
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

  @Test
  void runsToTheEndAndWritesTheRun() {
    open();
    assertThat(workbench.hasWorkToLose()).isFalse();
    runToTheEnd();

    assertThat(workbench.progress().get().steps()).isEqualTo(84);
    assertThat(workbench.curve()).hasSizeGreaterThan(12);
    RunResult result = workbench.result().get();
    assertThat(result.outcome().isComplete()).isTrue();
    assertThat(result.folder()).isEqualTo(folder.resolve("digits-1"));
    assertThat(result.folder().resolve("report.html")).exists();
    assertThat(workbench.hasWorkToLose()).isFalse();
  }

  private KeptRun kept() throws IOException {
    return KeptRun.latest(new RunArchive(folder), problem -> fail(problem));
  }

  @Test
  void aRunThatWasLeftGoesOnAsIfItHadNeverStopped() throws Exception {
    open();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.set(RATE, "0.25", false);
    runToTheEnd();
    String unbroken = metrics();
    Recipe whole = workbench.whole();
    assertThat(kept()).isNull();

    workbench.reset();
    workbench.set(RATE, "0.5", false);
    TinyBench.await(workbench, RunState.READY);
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.set(RATE, "0.25", false);
    workbench.step(Phase.TEACHER, StepSize.EPOCH);
    TinyBench.await(workbench, () -> workbench.state().get() == RunState.PAUSED);
    long steps = workbench.progress().get().steps();
    assertThat(steps).isBetween(10L, 80L);
    workbench.close();
    assertThat(workbench.awaitEnd(10)).isTrue();

    workbench = TinyBench.open(folder, "name", "\"another\"");
    KeptRun kept = kept();
    assertThat(kept.run().checkpoint().steps()).isEqualTo(steps);
    assertThat(kept()).isNull(); // nobody else may have it
    workbench.goOn(kept);
    TinyBench.await(workbench, RunState.FINISHED);
    assertThat(metrics()).isEqualTo(unbroken);
    assertThat(workbench.changes()).isEqualTo(whole.changes());
    assertThat(workbench.whole()).isEqualTo(whole);
    assertThat(workbench.recipe().get()).isEqualTo(whole.settled());
    assertThat(kept()).isNull();
    assertThat(folder.resolve(".unfinished")).isEmptyDirectory();
  }

  @Test
  void aRunThatIsGivenUpLeavesNothing() throws Exception {
    open();
    workbench.step(Phase.TEACHER, StepSize.EPOCH);
    TinyBench.await(workbench, () -> workbench.state().get() == RunState.PAUSED);
    TinyBench.await(workbench, () -> Files.exists(folder.resolve(".unfinished/digits-1")));
    workbench.reset();
    TinyBench.await(workbench, RunState.READY);
    assertThat(folder.resolve(".unfinished")).isEmptyDirectory();
    workbench.close();
    assertThat(workbench.awaitEnd(10)).isTrue();
    assertThat(kept()).isNull();
  }

  @Test
  void aTrainedModelIsMeasuredAtOnceAndCanBeLookedAt() throws Exception {
    open();
    runToTheEnd();
    RunResult trained = workbench.result().get();
    Path model = folder.resolve("model.npz");
    Files.write(model, ModelBundle.of(SavedRun.open(trained.folder(), Map.of())).bytes());

    workbench.open(SavedRun.open(model, Map.of()));
    TinyBench.await(workbench, RunState.FINISHED);
    assertThat(workbench.result().get().folder()).isEqualTo(model);
    assertThat(workbench.hasWorkToLose()).isFalse();
    assertThat(workbench.result().get().outcome().test().report().verdict())
        .isEqualTo(trained.outcome().test().report().verdict());
    assertThat(metrics()).isEqualTo(MetricsCsv.of(trained.outcome().curve()));
    assertThat(workbench.result().get().outcome().student().weights(0).toArray())
        .isEqualTo(trained.outcome().student().weights(0).toArray());

    workbench.reset();
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.progress().get().steps()).isZero();
  }

  @Test
  void aRecipeWithChangesMakesThemAgainAndShowsThem() {
    open();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.set(RATE, "0.25", false);
    runToTheEnd();
    String first = metrics();
    Recipe whole = workbench.whole();
    assertThat(whole.changes()).containsExactly(new LiveChange(1, RATE, 0.25));

    workbench.open(whole);
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.whole()).isEqualTo(whole);
    assertThat(workbench.recipe().get()).isEqualTo(whole.withChanges(List.of()));
    runToTheEnd();
    assertThat(metrics()).isEqualTo(first);
    assertThat(workbench.changes()).isEqualTo(whole.changes());
    assertThat(workbench.recipe().get()).isEqualTo(whole.settled());

    workbench.reset();
    assertThat(workbench.recipe().get()).isEqualTo(whole.withChanges(List.of()));
    workbench.set("teacher.training.epochs", "1", false);
    assertThat(workbench.whole().changes()).isEmpty();
  }

  @Test
  void resetGivesTheSameCurveAndAnotherSeedAnother() {
    open();
    runToTheEnd();
    String first = metrics();

    workbench.reset();
    assertThat(workbench.curve()).isEmpty();
    assertThat(workbench.result().get()).isNull();
    TinyBench.await(workbench, RunState.READY);
    runToTheEnd();
    assertThat(metrics()).isEqualTo(first);
    assertThat(workbench.result().get().folder()).isEqualTo(folder.resolve("digits-1-2"));

    long seed = workbench.recipe().get().seed();
    workbench.newSeed();
    assertThat(workbench.recipe().get().seed()).isNotEqualTo(seed);
    TinyBench.await(workbench, RunState.READY);
    runToTheEnd();
    assertThat(metrics()).isNotEqualTo(first);
  }

  @Test
  void runAfterTheEndBeginsAgain() {
    open();
    runToTheEnd();
    String first = metrics();
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
    assertThat(metrics()).isEqualTo(first);
  }

  @Test
  void pausesAndSteps() {
    open();
    assertThat(workbench.step(Phase.TEACHER, StepSize.STEP)).isTrue();
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.progress().get().steps()).isEqualTo(1);
    assertThat(workbench.hasWorkToLose()).isTrue();

    workbench.step(Phase.STUDENT, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.progress().get().steps()).isEqualTo(43);
    assertThat(workbench.step(Phase.TEACHER, StepSize.EPOCH)).isFalse();

    workbench.speed().set(0);
    workbench.run();
    workbench.pause();
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.progress().get().steps()).isLessThan(84);
  }

  @Test
  void aLiveChangeActsAtTheNextStepAndIsUndoneByAnother() {
    open();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.restarts(RATE)).isFalse();
    workbench.set(RATE, "0.3", false);
    assertThat(rate()).isEqualTo(.3);
    assertThat(workbench.changes()).isEmpty();

    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.changes()).containsExactly(new LiveChange(1, RATE, .3));

    workbench.undo();
    assertThat(rate()).isEqualTo(.5);
    assertThat(workbench.canUndo().get()).isFalse();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.redo();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.changes())
        .containsExactly(
            new LiveChange(1, RATE, .3), new LiveChange(2, RATE, .5), new LiveChange(3, RATE, .3));
    assertThat(workbench.progress().get().steps()).isEqualTo(4);
  }

  private double rate() {
    return workbench.recipe().get().teacher().layers().get(0).dropRate();
  }

  @Test
  void oneDragIsUndoneAtOnce() {
    open();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.set(RATE, "0.4", true);
    workbench.set(RATE, "0.35", true);
    workbench.set(RATE, "0.3", true);
    workbench.endDrag();
    workbench.set(RATE, "0.2", true);

    workbench.undo();
    assertThat(rate()).isEqualTo(.3);
    workbench.undo();
    assertThat(rate()).isEqualTo(.5);
    assertThat(workbench.canUndo().get()).isFalse();
  }

  @Test
  void aRestartChangeMakesTheRunAnewAndCanBeUndone() {
    open();
    runToTheEnd();
    String first = metrics();
    assertThat(workbench.restarts("teacher.training.batchSize")).isTrue();
    workbench.set("teacher.training.batchSize", "32", false);
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.curve()).hasSizeLessThan(2);
    runToTheEnd();
    assertThat(metrics()).isNotEqualTo(first);

    workbench.undo();
    TinyBench.await(workbench, RunState.READY);
    runToTheEnd();
    assertThat(metrics()).isEqualTo(first);
  }

  @Test
  void aWrongValueIsRefusedAndNothingChanges() {
    open();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    Recipe before = workbench.recipe().get();
    assertThatThrownBy(() -> workbench.set(RATE, "1.5", false))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("teacher.layers[0].dropRate")
        .hasMessageContaining("[0, 1)");
    assertThat(workbench.recipe().get()).isEqualTo(before);
    assertThat(workbench.canUndo().get()).isFalse();
    assertThat(workbench.progress().get().steps()).isEqualTo(1);
  }

  @Test
  void theWindowAndTheTerminalGiveTheSameBits() throws IOException {
    open();
    workbench.step(Phase.BOTH, StepSize.EPOCH);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.set(RATE, "0.3", false);
    workbench.step(Phase.STUDENT, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.set("student.masksPerStep", "3", false);
    workbench.set("student.training.learningRate", "0.004", false);
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    workbench.undo();
    runToTheEnd();
    assertThat(workbench.changes()).hasSize(4);

    Path saved = workbench.result().get().folder();
    Replay replay = Replay.open(saved);
    try (Workers one = new Workers(1)) {
      RunOutcome again =
          new RunDriver(replay.run(one), point -> {}, false).driveTo(replay.lastStep());
      assertThat(replay.differences(again)).isEmpty();
      assertThat(MetricsCsv.of(again.curve()))
          .isEqualTo(Files.readString(saved.resolve("metrics.csv")))
          .isEqualTo(metrics());
    }
  }

  @Test
  void aDivergingRunStopsAndSaysWhatToChange() {
    open("teacher.training.learningRate", "1e20");
    workbench.run();
    TinyBench.await(workbench, RunState.DIVERGED);
    assertThat(workbench.result().get().outcome().divergence()).isNotNull();
    List<Messages.Message> errors = errors();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).text())
        .contains("step")
        .contains("lower teacher.training.learningRate");

    workbench.set("teacher.training.learningRate", "0.01", false);
    TinyBench.await(workbench, RunState.READY);
    runToTheEnd();
  }

  private List<Messages.Message> errors() {
    return workbench.messages().list().stream()
        .filter(message -> message.level() == Messages.Level.ERROR)
        .toList();
  }

  @Test
  void dataThatAreNotThereAreToldAndTheRecipeStays() {
    open();
    workbench.open(TinyBench.recipe("data.dataset", "nowhere.csv", "data.testFraction", "0.2"));
    TinyBench.await(workbench, RunState.FAILED);
    assertThat(errors().get(0).text()).contains("nowhere.csv");
    assertThat(workbench.hasWorkToLose()).isFalse();
    workbench.open(TinyBench.recipe());
    TinyBench.await(workbench, RunState.READY);
  }

  @Test
  void aRunThatCannotBeWrittenIsStillShown() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    workbench =
        new Workbench(TinyBench.recipe(), new RunArchive(file.resolve("runs")), new Messages());
    TinyBench.await(workbench, RunState.READY);
    runToTheEnd();
    assertThat(workbench.result().get().folder()).isNull();
    assertThat(workbench.hasWorkToLose()).isTrue();
    assertThat(errors().get(0).text()).contains("could not be written").contains("file");
  }

  @Test
  void copiesOfTheNetworksComeFromWhateverRunThereIs() {
    open();
    SnapshotFeed feed = workbench.newFeed();
    feed.request();
    TinyBench.await(workbench, () -> arrived(feed));
    assertThat(latest.step()).isZero();

    workbench.set("teacher.layers[0].units", "9", false);
    TinyBench.await(workbench, RunState.READY);
    assertThat(feed.take()).isNull();
    feed.request();
    TinyBench.await(workbench, () -> arrived(feed));
    assertThat(latest.teacher().architecture().width(1)).isEqualTo(9);
  }

  private Snapshot latest;

  private boolean arrived(SnapshotFeed feed) {
    Snapshot next = feed.take();
    latest = next == null ? latest : next;
    return next != null;
  }

  @Test
  void stoppingKeepsWhatWasDoneAndNothingWhereNothingWas() throws IOException {
    open();
    workbench.stop();
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.progress().get().steps()).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();

    workbench.stop();
    TinyBench.await(workbench, RunState.FINISHED);
    assertThat(workbench.result().get().outcome().steps()).isEqualTo(1);
    assertThat(workbench.result().get().folder()).isNotEmptyDirectory();
  }

  @Test
  void stoppingBeforeTheRunIsReadyTakesRunBack() {
    workbench = TinyBench.open(folder);
    workbench.run();
    workbench.stop();
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.progress().get().steps()).isZero();
  }

  @Test
  void dataAreUnknownWhileOthersAreRead() {
    open();
    RunData digits = workbench.data().get();
    workbench.reset();
    workbench.setSeed(9);
    workbench.set("teacher.layers[0].units", "9", false);
    assertThat(workbench.data().get()).isSameAs(digits);

    workbench.set("data.validationFraction", "0.3", false);
    assertThat(workbench.state().get()).isEqualTo(RunState.PREPARING);
    assertThat(workbench.data().get()).isNull();
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.data().get()).isNotNull();

    workbench.open(new RecipeCatalog().load("iris"));
    assertThat(workbench.data().get()).isNull();
    TinyBench.await(workbench, RunState.READY);
    assertThat(workbench.data().get().dataset().name()).isEqualTo("iris");

    workbench.open(TinyBench.recipe("data.dataset", "nowhere.csv", "data.testFraction", "0.2"));
    TinyBench.await(workbench, RunState.FAILED);
    assertThat(workbench.data().get()).isNull();
  }

  @Test
  void knowsWhichEditsBeginTheRunAnewWhenTheyAreTakenBack() {
    open();
    assertThat(workbench.undoRestarts()).isFalse();
    workbench.set("teacher.layers[0].units", "9", false);
    TinyBench.await(workbench, RunState.READY);
    workbench.step(Phase.BOTH, StepSize.STEP);
    TinyBench.await(workbench, RunState.PAUSED);
    assertThat(workbench.undoRestarts()).isTrue();
    workbench.set(RATE, "0.3", false);
    assertThat(workbench.undoRestarts()).isFalse();
    workbench.undo();
    assertThat(workbench.redoRestarts()).isFalse();
    assertThat(workbench.undoRestarts()).isTrue();
  }

  @Test
  void closingEndsTheRunWithinASecond() throws InterruptedException {
    open("teacher.training.epochs", "100000");
    workbench.run();
    TinyBench.await(workbench, () -> workbench.progress().get().steps() > 10);
    long start = System.nanoTime();
    workbench.close();
    assertThat(workbench.awaitEnd(1)).isTrue();
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(1);
  }
}
