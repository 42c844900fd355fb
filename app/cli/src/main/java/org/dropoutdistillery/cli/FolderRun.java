package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.dropoutdistillery.plots.ReportContent;
import org.dropoutdistillery.plots.ReportPage;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunFacts;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.RunLock;
import org.dropoutdistillery.store.Summary;
import org.dropoutdistillery.store.TeacherOrigin;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Takes a run from its first step into its folder, with its progress and what it came to on show.
 *
 * @param printed what is printed of its result
 * @param start makes the run
 * @param origin where its teacher comes from; null if the run trains it
 * @param earlier what becomes of an unfinished run in its folder
 */
record FolderRun(
    CommandLine terminal,
    Printed printed,
    RunData data,
    Start start,
    TeacherOrigin origin,
    Earlier earlier) {
  // Tests of what a killed run loses cannot wait for seconds.
  private static final double CHECKPOINT_SECONDS =
      Double.parseDouble(
          System.getProperty("distillery.checkpointSeconds", "" + CheckpointWriter.SECONDS));

  /** Makes a run. */
  @FunctionalInterface
  interface Start {
    Run on(Workers workers) throws IOException;
  }

  /** What becomes of an unfinished run in the folder. */
  enum Earlier {
    REFUSED,
    GIVEN_UP,
    RESUMED;

    static Earlier of(AnewOption anew) {
      return anew.isGiven() ? GIVEN_UP : REFUSED;
    }
  }

  /** What of a result goes to standard output. */
  enum Printed {
    TABLE,
    JSON,
    NOTHING;

    static Printed of(boolean json) {
      return json ? JSON : TABLE;
    }
  }

  /**
   * Runs, writes and prints.
   *
   * @throws org.dropoutdistillery.run.TrainingDivergedException after what there is was written
   * @throws IOException if the folder cannot be written
   */
  @SuppressWarnings("try") // the lock is only held
  RunOutcome into(Path out, ThreadsOption threads) throws IOException {
    RunFolder folder = RunFolder.open(out);
    RunOutcome outcome = null;
    try (RunLock lock = RunLock.take(out);
        Workers workers = threads.workers()) {
      settleEarlier(out);
      outcome = drive(folder, workers);
    } finally {
      if (outcome == null) {
        folder.discard();
      }
    }
    if (outcome.divergence() != null) {
      throw outcome.divergence();
    }
    return outcome;
  }

  private void settleEarlier(Path out) throws IOException {
    if (earlier == Earlier.GIVEN_UP) {
      CheckpointFile.remove(out);
    } else if (earlier == Earlier.REFUSED && CheckpointFile.isIn(out)) {
      throw new ParameterException(
          terminal,
          "%s: holds an unfinished run; 'resume %s' goes on with it, --anew gives it up"
              .formatted(out, out));
    }
  }

  private RunOutcome drive(RunFolder folder, Workers workers) throws IOException {
    RunOutcome outcome = driveKept(start.on(workers), folder.path());
    Environment environment = Environment.current();
    ReportContent report = ReportContent.of(outcome, RunFacts.of(outcome, data, environment));
    RunFolder target = folderOf(outcome, folder);
    write(target, outcome, environment, ReportPage.html(report));
    if (outcome.isComplete() || outcome.divergence() != null) {
      CheckpointFile.remove(folder.path());
    }
    print(outcome, environment, target);
    return outcome;
  }

  private void write(RunFolder target, RunOutcome outcome, Environment environment, String html)
      throws IOException {
    try {
      target.write(outcome, environment, html, origin);
    } catch (IOException failed) {
      if (!CheckpointFile.isIn(target.path())) {
        throw failed;
      }
      throw new IOException(
          "%s; after that, 'resume %s' goes on from the last checkpoint"
              .formatted(failed.getMessage(), target.path()),
          failed);
    }
  }

  private RunOutcome driveKept(Run run, Path folder) {
    CheckpointFile file = new CheckpointFile(folder, data, origin);
    try (CheckpointWriter checkpoints =
            new CheckpointWriter(file, CHECKPOINT_SECONDS, this::sayNotKept);
        ProgressDisplay display = ProgressDisplay.on(terminal.getErr())) {
      RunDriver driver = new RunDriver(run, display, false);
      driver.keepWith(checkpoints);
      Interruption.onSignal(driver::cancel);
      display.follow(driver);
      return driver.drive();
    }
  }

  private void sayNotKept(IOException problem) {
    PrintWriter err = terminal.getErr();
    err.printf("%s; the run goes on, but would be lost with this process%n", problem.getMessage());
    err.flush();
  }

  /** What a run that diverged leaves does not take the place of an earlier run's results. */
  private static RunFolder folderOf(RunOutcome outcome, RunFolder folder) throws IOException {
    boolean beside = outcome.divergence() != null && folder.holdsRun();
    return beside ? RunFolder.open(folder.path().resolve("diverged")) : folder;
  }

  private void print(RunOutcome outcome, Environment environment, RunFolder folder) {
    if (printed == Printed.NOTHING) {
      return;
    }
    PrintWriter stdout = terminal.getOut();
    if (printed == Printed.JSON) {
      stdout.print(Summary.of(outcome, environment));
    } else if (outcome.isComplete()) {
      stdout.print(ResultText.of(outcome.test(), "test"));
    } else {
      stdout.printf(
          "Stopped after %d of %d steps; the test rows were not touched.%n",
          outcome.steps(), outcome.totalSteps());
    }
    stdout.flush();
    PrintWriter err = terminal.getErr();
    err.printf("%nReport: %s%n", folder.path().resolve("report.html"));
    if (CheckpointFile.isIn(folder.path())) {
      err.printf("To go on: resume %s%n", folder.path());
    }
    err.flush();
  }
}
