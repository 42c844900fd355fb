package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunListener;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  @TempDir static Path shared;
  private static Path done;

  @TempDir Path folder;

  @BeforeAll
  static void run() {
    done = shared.resolve("done");
    assertThat(Terminal.inProcess(Terminal.run(done)).exitCode()).isZero();
  }

  private Path copy() throws IOException {
    for (String name : Terminal.filesIn(done)) {
      Files.copy(done.resolve(name), folder.resolve(name));
    }
    return folder;
  }

  private static void spoil(Path file, String what, String with) throws IOException {
    String text = Files.readString(file);
    assertThat(text).containsPattern(what);
    Files.writeString(file, text.replaceFirst(what, with));
  }

  private static Recipe quickMoons(String... more) {
    Map<String, String> changes =
        new java.util.HashMap<>(
            Map.of(
                "teacher.training.epochs", "4",
                "student.training.epochs", "4",
                "evaluation.everySteps", "10",
                "evaluation.passes", "20",
                "evaluation.finalPasses", "20",
                "evaluation.bootstrapResamples", "200"));
    for (int i = 0; i < more.length; i += 2) {
      changes.put(more[i], more[i + 1]);
    }
    return new RecipeCatalog().load("moons", changes);
  }

  private void write(RunOutcome outcome) throws IOException {
    RunFolder.open(folder).write(outcome, Environment.current(), "<html></html>");
  }

  @Test
  void aRunGivesTheSameBitsOnOneThread() {
    Terminal.Result result = Terminal.inProcess("replay", done.toString(), "--threads", "1");
    assertThat(result.out()).contains("The same bits", "the numbers of the test");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void nothingIsWritten() throws IOException {
    Path copy = copy();
    byte[] summary = Files.readAllBytes(copy.resolve("summary.json"));
    Terminal.inProcess("replay", copy.toString());
    assertThat(Files.readAllBytes(copy.resolve("summary.json"))).isEqualTo(summary);
    assertThat(Terminal.filesIn(copy)).isEqualTo(Terminal.filesIn(done));
  }

  @Test
  void anotherNumberInACurveIsNamedByItsLineAndColumn() throws IOException {
    Path copy = copy();
    spoil(copy.resolve("metrics.csv"), "\n20,teacher,[0-9.]+", "\n20,teacher,9.5");
    Terminal.Result result = Terminal.inProcess("replay", copy.toString());
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out())
        .contains("metrics.csv, line 3, teacher_epoch: 9.5 in the folder", "have the data");
  }

  @Test
  void anotherNumberOfTheTestIsNamedByItsKey() throws IOException {
    Path copy = copy();
    spoil(copy.resolve("summary.json"), "\"noiseFloor\" : [0-9.E-]+", "\"noiseFloor\" : 0.5");
    Terminal.Result result = Terminal.inProcess("replay", copy.toString());
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out()).contains("summary.json, noiseFloor: 0.5 in the folder");
  }

  @Test
  void otherWeightsAndMissingOnesAreNamed() throws IOException {
    Path copy = copy();
    Files.copy(
        copy.resolve("teacher.npz"),
        copy.resolve("student.npz"),
        StandardCopyOption.REPLACE_EXISTING);
    Terminal.Result other = Terminal.inProcess("replay", copy.toString());
    assertThat(other.exitCode()).isEqualTo(5);
    assertThat(other.out()).contains("student.npz: other weights").doesNotContain("teacher.npz");
    Files.delete(copy.resolve("student.npz"));
    assertThat(Terminal.inProcess("replay", copy.toString()).out())
        .contains("student.npz: no such file");
  }

  @Test
  void otherNumbersFromAnotherMachineAreExplained() throws IOException {
    Path copy = copy();
    spoil(copy.resolve("summary.json"), "\"noiseFloor\" : [0-9.E-]+", "\"noiseFloor\" : 0.5");
    spoil(copy.resolve("summary.json"), "\"kernel\" : \"\\w+\"", "\"kernel\" : \"OTHER\"");
    assertThat(Terminal.inProcess("replay", copy.toString()).out())
        .contains("another kind of machine", "kernel: OTHER then");
  }

  @Test
  void changesMadeWhileARunWentOnAreMadeAgain() throws IOException {
    Recipe recipe = quickMoons();
    try (Workers workers = new Workers(2)) {
      RunDriver[] driver = new RunDriver[1];
      RunListener turning =
          new RunListener() {
            @Override
            public void evaluated(EvaluationPoint point) {
              driver[0].change("teacher.layers[0].dropRate", .1 + point.step() / 1000.0);
              driver[0].change("student.training.learningRate", .001 + point.step() / 1e5);
            }
          };
      driver[0] = new RunDriver(new Run(recipe, RunData.load(recipe), workers), turning, false);
      RunOutcome outcome = driver[0].drive();
      assertThat(outcome.recipe().changes()).hasSizeGreaterThan(10);
      write(outcome);
    }
    assertThat(Terminal.inProcess("replay", folder.toString()).out()).contains("The same bits");
  }

  @Test
  void aStoppedRunIsDoneAgainToWhereItStopped() throws IOException {
    Recipe recipe = quickMoons();
    try (Workers workers = new Workers(2)) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      write(new RunDriver(run, point -> {}, false).driveTo(95));
    }
    Terminal.Result result = Terminal.inProcess("replay", folder.toString());
    assertThat(result.out()).contains("The same bits: 11 evaluations, the weights.");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aRunThatDivergedDivergesAgain() throws IOException {
    Recipe recipe = quickMoons("teacher.training.learningRate", "1e30");
    try (Workers workers = new Workers(2)) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      RunOutcome outcome = new RunDriver(run, point -> {}, false).drive();
      assertThat(outcome.divergence()).isNotNull();
      write(outcome);
    }
    assertThat(Terminal.inProcess("replay", folder.toString()).out()).contains("The same bits");
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    Terminal.Result result = Terminal.inProcess("replay", folder.resolve("none").toString());
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("none", "expected one that 'run' or 'distil' wrote");
  }
}
