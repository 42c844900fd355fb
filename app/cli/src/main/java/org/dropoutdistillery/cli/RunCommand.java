package org.dropoutdistillery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.SeedRange;
import org.dropoutdistillery.run.SeedStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
          + " Ctrl-C stops the run and writes what there is; 'resume' goes on with it, and with a run"
          + " whose program was killed."
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
      names = "--seeds",
      paramLabel = "LIST",
      description =
          "Runs several seeds, such as 1-10 or 1,4,7-9, one after the other, each with its own"
              + " teacher, and compares over them by Student's t, paired within each seed. Also"
              + " writes seeds.csv and seeds.json. After an interruption --resume goes on.")
  private String seeds;

  @Option(
      names = "--resume",
      description =
          "With --seeds, after an interruption of the same command: runs what is missing. The seed"
              + " that was broken off goes on, with the same bits; of those that were done the test"
              + " is made again.")
  private boolean resume;

  @Option(
      names = "--margin",
      paramLabel = "FIGURE=SIZE",
      description =
          "With --seeds: how large a difference may be and still not matter, such as"
              + " studentMinusMc.nll=0.01 (nats) or studentMinusMc.error=0.005 (a fraction);"
              + " repeatable. Says whether equivalence is shown.")
  private Map<String, Double> margins = new LinkedHashMap<>();

  @Mixin private PredictorsOption predictors;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results (default: runs/NAME-seed-N; with --seeds runs/NAME-seeds-LIST and"
              + " in it a folder for each seed). Files of an earlier run there are replaced when"
              + " this one is done.")
  private Path out;

  @Option(names = "--json", description = "Prints summary.json (seeds.json) in place of the table.")
  private boolean json;

  @Mixin private AnewOption anew;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    predictors.addTo(changes);
    Recipe chosen = new RecipeArgument(recipe).read(changes);
    if (seeds != null) {
      requireAlone(seed == null, "--seed");
      return new SeedRuns(spec.commandLine(), json, chosen, seedList(), margins(chosen), earlier())
          .into(folderFor(chosen.name() + "-seeds-" + seeds), threads);
    }
    requireAlone(margins.isEmpty(), "--margin");
    requireAlone(!resume, "--resume");
    Recipe seeded = seed == null ? chosen : chosen.withSeed(seed);
    RunData data = RunData.load(seeded);
    new FolderRun(
            spec.commandLine(),
            FolderRun.Printed.of(json),
            data,
            workers -> new Run(seeded, data, workers),
            null,
            FolderRun.Earlier.of(anew))
        .into(folderFor(seeded.name() + "-seed-" + seeded.seed()), threads);
    return Interruption.exitCode();
  }

  private FolderRun.Earlier earlier() {
    if (resume && anew.isGiven()) {
      throw wrong("--resume and --anew exclude each other");
    }
    return resume ? FolderRun.Earlier.RESUMED : FolderRun.Earlier.of(anew);
  }

  private void requireAlone(boolean absent, String option) {
    if (!absent) {
      throw wrong(
          seeds == null
              ? option + " asks for --seeds"
              : option + " and --seeds exclude each other");
    }
  }

  private List<Long> seedList() {
    try {
      return SeedRange.parse(seeds);
    } catch (IllegalArgumentException refused) {
      throw wrong("--seeds " + refused.getMessage());
    }
  }

  private Map<String, Double> margins(Recipe chosen) throws IOException {
    if (!margins.isEmpty()) {
      Set<String> known = SeedStudy.marginKeys(RunData.load(chosen).dataset().isRegression());
      margins.forEach(
          (figure, size) -> {
            if (!known.contains(figure)) {
              throw wrong(
                  "--margin %s: no such figure, expected one of %s"
                      .formatted(figure, String.join(", ", known)));
            }
            if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
              throw wrong("--margin %s: %s, expected a number above 0".formatted(figure, size));
            }
          });
    }
    return margins;
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private Path folderFor(String name) {
    return out != null ? out : Path.of("runs", name);
  }
}
