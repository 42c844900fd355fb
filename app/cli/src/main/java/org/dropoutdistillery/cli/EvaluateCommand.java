package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.FinalTest;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TestResult;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.store.Summary;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the networks of a saved run again. */
@Command(
    name = "evaluate",
    description = {
      "Measures the teacher and the student of a run again: table and verdict. With the options left"
          + " out, the numbers are those of the run.",
      "",
      "Nothing is written. Choosing by the test rows, again and again, makes them tell less: look at"
          + " the validation rows for that."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private enum Rows {
    TEST,
    VALIDATION;

    int[] of(Split split) {
      return this == TEST ? split.test() : split.validation();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private SavedRunArgument folder;

  @Option(
      names = "--rows",
      paramLabel = "PART",
      defaultValue = "test",
      description = "Rows to measure on: test or validation (default: test).")
  private Rows rows;

  @Mixin private PassesOption passes;

  @Mixin private PredictorsOption predictors;

  @Option(
      names = "--json",
      description = "Prints the numbers as in summary.json in place of the table; no step is done.")
  private boolean json;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    SavedRun run = folder.open(changes(), spec.commandLine().getErr());
    Network student = run.student(); // a teacher alone is measured, too
    long start = System.nanoTime();
    TestResult result;
    try (Workers workers = threads.workers()) {
      int[] rowIds = rows.of(run.data().split());
      result =
          new FinalTest(run.recipe(), run.data(), rowIds, run.teacher(), student, workers)
              .run(() -> false);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? summary(run, result, seconds) : ResultText.of(result, rows.word()));
    out.flush();
    return 0;
  }

  private Map<String, String> changes() {
    Map<String, String> changes = passes.changes();
    predictors.addTo(changes);
    return changes;
  }

  private static String summary(SavedRun run, TestResult result, double seconds) {
    RunOutcome measured =
        new RunOutcome(
            run.recipe(), 0, 0, seconds, List.of(), result, run.teacher(), run.student(), null);
    return Summary.of(measured, Environment.current());
  }
}
