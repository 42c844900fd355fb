package org.dropoutdistillery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    Recipe chosen = readRecipe();
    RunData data = RunData.load(chosen);
    return new FolderRun(spec.commandLine(), json, chosen, data, null, null)
        .into(folderFor(chosen), threads);
  }

  private Recipe readRecipe() throws IOException {
    Recipe read = new RecipeArgument(recipe).read(changes);
    return seed == null ? read : read.withSeed(seed);
  }

  private Path folderFor(Recipe chosen) {
    return out != null ? out : Path.of("runs", chosen.name() + "-seed-" + chosen.seed());
  }
}
