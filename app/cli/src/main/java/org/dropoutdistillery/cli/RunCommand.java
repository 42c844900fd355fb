package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.plots.Report;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.Summary;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a recipe from its data to its report. */
@Command(
    name = "run",
    description = {
      "Trains a teacher with dropout and distils it into a student, then compares standard dropout,"
          + " the Monte-Carlo average and the student on the test rows.",
      "",
      "Writes metrics.csv, summary.json, recipe.json, teacher.npz, student.npz and report.html."
          + " Ctrl-C stops the run and writes what there is."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      description = "Name of a built-in recipe (see 'recipes') or path of a JSON file.")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replaces a value of the recipe, such as teacher.layers[0].dropRate=0.3; repeatable.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N", description = "Seed in place of the recipe's.")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results (default: runs/NAME-seed-N). Files of an earlier run there are"
              + " replaced when this one is done.")
  private Path out;

  @Option(names = "--json", description = "Prints summary.json in place of the table.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads (default: one for each core). Never changes a result.")
  private Integer threads;

  @Override
  public Integer call() throws IOException {
    Recipe chosen = readRecipe();
    RunData data = RunData.load(chosen);
    if (data.dataset().isRegression()) {
      throw new RecipeException(
          recipe,
          "data.dataset: \"%s\" has numbers to predict, expected one with classes: this program does"
                  .formatted(chosen.data().dataset())
              + " not report on numbers yet");
    }
    RunFolder folder = RunFolder.open(folderFor(chosen));
    RunOutcome outcome = null;
    try {
      outcome = runInto(folder, chosen, data);
    } finally {
      if (outcome == null) {
        folder.discard();
      }
    }
    if (outcome.divergence() != null) {
      throw outcome.divergence();
    }
    return Interruption.exitCode();
  }

  private Recipe readRecipe() throws IOException {
    RecipeCatalog builtIn = new RecipeCatalog();
    Recipe read =
        builtIn.contains(recipe)
            ? builtIn.load(recipe, changes)
            : RecipeJson.read(recipe, readFile(), changes);
    return seed == null ? read : read.withSeed(seed);
  }

  private String readFile() throws IOException {
    try {
      return Files.readString(Path.of(recipe));
    } catch (NoSuchFileException missing) {
      throw new RecipeException(
          recipe,
          "no such recipe, expected a JSON file or one of "
              + String.join(", ", new RecipeCatalog().names()));
    } catch (IOException unreadable) {
      throw new IOException(recipe + ": cannot be read as text: " + unreadable, unreadable);
    }
  }

  private Path folderFor(Recipe chosen) {
    return out != null ? out : Path.of("runs", chosen.name() + "-seed-" + chosen.seed());
  }

  private RunOutcome runInto(RunFolder folder, Recipe chosen, RunData data) throws IOException {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    try (Workers workers = new Workers(count)) {
      Run run = new Run(chosen, data, workers);
      RunOutcome outcome = drive(run);
      Environment environment = Environment.current();
      ReportText report = new ReportText(outcome, data.dataset(), data.split(), environment);
      RunFolder target = folderOf(outcome, folder);
      target.write(outcome, environment, Report.html(report.content()));
      print(outcome, environment, target);
      return outcome;
    }
  }

  /** What a run that diverged leaves does not take the place of an earlier run's results. */
  private static RunFolder folderOf(RunOutcome outcome, RunFolder folder) throws IOException {
    boolean beside = outcome.divergence() != null && folder.holdsRun();
    return beside ? RunFolder.open(folder.path().resolve("diverged")) : folder;
  }

  private RunOutcome drive(Run run) {
    PrintWriter err = spec.commandLine().getErr();
    try (ProgressDisplay display = ProgressDisplay.on(err)) {
      RunDriver driver = new RunDriver(run, display, false);
      Interruption.onSignal(driver::cancel);
      display.follow(driver);
      return driver.drive();
    }
  }

  private void print(RunOutcome outcome, Environment environment, RunFolder folder) {
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      stdout.print(Summary.of(outcome, environment));
    } else if (outcome.isComplete()) {
      stdout.print(ComparisonTable.of(outcome.test(), "test"));
      stdout.println();
      stdout.println(wrapped(outcome.test().report().verdict()));
    } else {
      stdout.printf(
          "Stopped after %d of %d steps; the test rows were not touched.%n",
          outcome.steps(), outcome.totalSteps());
    }
    stdout.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%nReport: %s%n", folder.path().resolve("report.html"));
    err.flush();
  }

  /** Breaks lines between words. */
  private static String wrapped(String text) {
    return text.replaceAll("(.{1,100})(?: |$)", "$1%n".formatted()).stripTrailing();
  }
}
