package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.plots.ReportContent;
import org.dropoutdistillery.plots.ReportPage;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunFacts;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.Summary;
import org.dropoutdistillery.store.TeacherOrigin;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine;

/**
 * Takes a run from its first step into its folder, with its progress and what it came to on show.
 *
 * @param printed what is printed of its result
 * @param trained teacher that is trained already; null to train one
 * @param origin where that teacher comes from; null without one
 */
record FolderRun(
    CommandLine terminal,
    Printed printed,
    Recipe recipe,
    RunData data,
    Network trained,
    TeacherOrigin origin) {
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
  RunOutcome into(Path out, ThreadsOption threads) throws IOException {
    RunFolder folder = RunFolder.open(out);
    RunOutcome outcome = null;
    try (Workers workers = threads.workers()) {
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

  private RunOutcome drive(RunFolder folder, Workers workers) throws IOException {
    RunOutcome outcome = drive(new Run(recipe, data, trained, workers));
    Environment environment = Environment.current();
    ReportContent report = ReportContent.of(outcome, RunFacts.of(outcome, data, environment));
    RunFolder target = folderOf(outcome, folder);
    target.write(outcome, environment, ReportPage.html(report), origin);
    print(outcome, environment, target);
    return outcome;
  }

  private RunOutcome drive(Run run) {
    try (ProgressDisplay display = ProgressDisplay.on(terminal.getErr())) {
      RunDriver driver = new RunDriver(run, display, false);
      Interruption.onSignal(driver::cancel);
      display.follow(driver);
      return driver.drive();
    }
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
    err.flush();
  }
}
