package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dropoutdistillery.data.DatasetFile;
import org.dropoutdistillery.data.FeatureRows;
import org.dropoutdistillery.run.RowPredictions;
import org.dropoutdistillery.run.RowPredictor;
import org.dropoutdistillery.store.OutputFile;
import org.dropoutdistillery.store.PredictionsCsv;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts rows of a file with the networks of a saved run. */
@Command(
    name = "predict",
    description = {
      "Predicts the rows of a file with a network of a run, as CSV with a row for each of them: the"
          + " most probable class and a probability for every class; for a run that predicts numbers,"
          + " the number in its unit.",
      "",
      "With the average over masks also: entropy and mutual information in nats, corrected for the"
          + " number of passes; or the standard deviation over masks."
    },
    mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
  private enum With {
    STUDENT,
    STANDARD,
    MC
  }

  @Spec private CommandSpec spec;

  @Mixin private SavedRunArgument folder;

  @Option(
      names = "--in",
      paramLabel = "FILE",
      required = true,
      description =
          "Rows to predict, in the unit of the data's source (grey levels of digits: 0 to 16). CSV"
              + " with a header that names the features, in any order, other columns are left out;"
              + " or CSV without one, the features in their order. Also images as IDX, NPY with"
              + " [rows, features], or NPZ with an array x.")
  private Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "CSV file to write (default: standard output).")
  private Path out;

  @Option(
      names = "--with",
      paramLabel = "NETWORK",
      defaultValue = "student",
      description =
          "student; standard, the teacher without masks; or mc, the teacher's average over masks"
              + " (default: student).")
  private With with;

  @Mixin private PassesOption passes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the masks of the Monte-Carlo average (default: the recipe's).")
  private Long seed;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    if (with != With.MC && (passes.isGiven() || seed != null)) {
      throw new ParameterException(
          spec.commandLine(), "--passes and --seed are for --with mc: nothing else draws masks");
    }
    OutputFile file = out == null ? null : OutputFile.at(out);
    SavedRun run = folder.open(passes.changes(), spec.commandLine().getErr());
    FeatureRows rows =
        DatasetFile.readFeatures(
            in,
            run.data().dataset().featureNames(),
            run.data().dataset().imageShape(),
            run.divisor());
    say(run, rows);
    String csv = PredictionsCsv.of(predict(run, rows), run.data().dataset());
    if (file != null) {
      file.write(csv.getBytes(StandardCharsets.UTF_8));
    } else {
      print(csv);
    }
    return 0;
  }

  private void print(String csv) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(csv);
    if (stdout.checkError()) {
      throw new IOException("standard output did not take all rows; write a file with --out");
    }
  }

  private void say(SavedRun run, FeatureRows rows) {
    PrintWriter err = spec.commandLine().getErr();
    if (!rows.ignored().isEmpty()) {
      err.printf("%s: columns left out: %s%n", in, String.join(", ", rows.ignored()));
    }
    if (run.divisor() != 1) {
      err.printf(
          "%s: values are divided by %s, as those of %s were%n",
          in, Double.toString(run.divisor()).replaceAll("\\.0$", ""), run.data().dataset().name());
    }
    err.flush();
  }

  private RowPredictions predict(SavedRun run, FeatureRows rows) throws IOException {
    try (Workers workers = threads.workers()) {
      RowPredictor predictor = new RowPredictor(run.recipe(), run.data(), rows.values(), workers);
      return switch (with) {
        case STUDENT -> predictor.once(run.requireStudent());
        case STANDARD -> predictor.once(run.teacher());
        case MC ->
            predictor.average(
                run.teacher(), seed == null ? run.recipe().seed() : seed, () -> false);
      };
    }
  }
}
