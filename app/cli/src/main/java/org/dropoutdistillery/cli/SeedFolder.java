package org.dropoutdistillery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.TestResult;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.RunFigures;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.store.UnfinishedRun;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The run of one seed among several, in its folder.
 *
 * @param recipe with its seed
 */
record SeedFolder(CommandLine terminal, Path folder, Recipe recipe, ThreadsOption threads) {
  /**
   * Runs the recipe, or what is left of it.
   *
   * @return null if it was stopped before its test
   * @throws org.dropoutdistillery.run.TrainingDivergedException after what there is was written
   * @throws IOException if a file cannot be read or written
   */
  TestResult test(FolderRun.Earlier earlier) throws IOException {
    boolean resumed = earlier == FolderRun.Earlier.RESUMED;
    if (resumed && CheckpointFile.isIn(folder)) {
      return goOn();
    }
    if (resumed && isDone()) {
      return measureAgain();
    }
    RunData data = RunData.load(recipe);
    return run(data, workers -> new Run(recipe, data, workers), earlier);
  }

  private TestResult run(RunData data, FolderRun.Start start, FolderRun.Earlier earlier)
      throws IOException {
    return new FolderRun(terminal, FolderRun.Printed.NOTHING, data, start, null, earlier)
        .into(folder, threads)
        .test();
  }

  private TestResult goOn() throws IOException {
    UnfinishedRun unfinished = UnfinishedRun.read(folder);
    Recipe begun = unfinished.checkpoint().recipe();
    requireSame(begun.equals(recipe) && unfinished.origin() == null);
    RunData data = unfinished.data();
    say("goes on after step " + unfinished.checkpoint().steps());
    return run(data, workers -> unfinished.run(data, workers), FolderRun.Earlier.RESUMED);
  }

  private boolean isDone() throws IOException {
    return Files.exists(folder.resolve("summary.json")) && RunFigures.of(folder).completed();
  }

  /** Of what its test found, the folder keeps too little to compare; its weights give all of it. */
  private TestResult measureAgain() throws IOException {
    SavedRun saved = SavedRun.open(folder, Map.of());
    Recipe asRun = saved.asRun();
    requireSame(
        unchanged(asRun).equals(unchanged(recipe))
            && recipe.changes().containsAll(asRun.changes())
            && saved.teacherOrigin() == null);
    say("done before, its test is made again");
    try (Workers workers = threads.workers();
        ProgressDisplay display = ProgressDisplay.on(terminal.getErr())) {
      RunDriver driver = new RunDriver(saved.finished(workers), display, false);
      Interruption.onSignal(driver::cancel);
      display.follow(driver);
      return driver.drive().test();
    }
  }

  private static Recipe unchanged(Recipe recipe) {
    return recipe.withChanges(List.of());
  }

  private void requireSame(boolean same) {
    if (!same) {
      throw new ParameterException(
          terminal,
          folder
              + ": holds a run of another recipe, expected one of this command; choose another"
              + " --out, or leave out --resume to run all seeds anew");
    }
  }

  private void say(String what) {
    terminal.getErr().println(folder + ": " + what);
    terminal.getErr().flush();
  }
}
