package org.dropoutdistillery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.store.TeacherOrigin;
import org.dropoutdistillery.store.WeightArrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Distils a teacher that is trained already. */
@Command(
    name = "distil",
    description = {
      "Distils a student from a teacher that is trained already, and compares as 'run' does.",
      "",
      "The data are parted as for the teacher, whatever the student's seed, so that no row the"
          + " teacher was trained on is a test row. Writes what 'run' writes, and teacher.json, which"
          + " says where the teacher comes from."
    },
    mixinStandardHelpOptions = true)
final class DistilCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TEACHER",
      description =
          "Folder of a run; or, with --recipe, an NPZ file of weights called NAME.0.weight"
              + " [outputs, inputs], NAME.0.bias, NAME.1.weight and so on.")
  private Path teacher;

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      description =
          "Built-in recipe or JSON file in place of the folder's. Its data and layers must be the"
              + " teacher's; for a file of weights, its seed must be the one the teacher was trained"
              + " with.")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Replaces a value of the recipe, such as student.training.epochs=50; repeatable.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the student and the masks in place of the recipe's.")
  private Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results (default: runs/NAME-distil-seed-N). Files of an earlier run there"
              + " are replaced when this one is done.")
  private Path out;

  @Option(names = "--json", description = "Prints summary.json in place of the table.")
  private boolean json;

  @Mixin private AnewOption anew;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    boolean weightsAlone = Files.isRegularFile(teacher) && !ModelBundle.is(teacher);
    return weightsAlone ? fromWeights() : fromRun();
  }

  private int fromRun() throws IOException {
    SavedRun saved = SavedRunArgument.open(teacher, Map.of(), spec.commandLine().getErr());
    Recipe chosen = recipe == null ? changed(saved.recipe()) : readRecipe();
    requireSameTeacher(chosen, saved);
    return distil(chosen, saved.data(), saved.dataSeed(), saved.teacher(), inRun("teacher.npz"));
  }

  private int fromWeights() throws IOException {
    if (recipe == null) {
      throw new ParameterException(
          spec.commandLine(),
          teacher + ": weights alone do not say which data and layers; name them with --recipe");
    }
    Recipe chosen = readRecipe();
    RunData data = RunData.load(chosen);
    Architecture layers = RecipeNetworks.architecture(chosen.teacher(), data.dataset());
    return distil(chosen, data, chosen.seed(), WeightArrays.read(teacher, layers), teacher);
  }

  /** Returns a file of the run, or the one that all of it is packed into. */
  private Path inRun(String name) {
    return Files.isRegularFile(teacher) ? teacher : teacher.resolve(name);
  }

  private Recipe readRecipe() throws IOException {
    return new RecipeArgument(recipe).read(changes).settled();
  }

  private Recipe changed(Recipe saved) {
    return RecipeJson.read(inRun("recipe.json").toString(), RecipeJson.write(saved), changes);
  }

  private void requireSameTeacher(Recipe chosen, SavedRun saved) {
    String source = recipe == null ? chosen.name() : recipe;
    if (!chosen.data().equals(saved.recipe().data())) {
      throw new RecipeException(
          source,
          "data: not the teacher's, expected those of %s: among others, or parted otherwise, test"
                  .formatted(inRun("recipe.json"))
              + " rows may be rows that it was trained on");
    }
    Architecture layers =
        RecipeNetworks.architecture(chosen.teacher(), saved.data().dataset()).withoutDropout();
    if (!layers.equals(saved.teacher().architecture().withoutDropout())) {
      throw new RecipeException(
          source,
          "teacher.layers: not the teacher's, expected units and activations as in "
              + inRun("recipe.json"));
    }
  }

  private int distil(Recipe chosen, RunData data, long dataSeed, Network trained, Path weights)
      throws IOException {
    Recipe student = seed == null ? chosen : chosen.withSeed(seed);
    Path folder =
        out != null ? out : Path.of("runs", student.name() + "-distil-seed-" + student.seed());
    requireOther(folder, weights);
    Recipe described =
        student.withDescription(
            "student of the teacher in " + weights + ", which it did not train");
    new FolderRun(
            spec.commandLine(),
            FolderRun.Printed.of(json),
            data,
            workers -> new Run(described, data, trained, workers),
            new TeacherOrigin(weights.toString(), dataSeed),
            FolderRun.Earlier.of(anew))
        .into(folder, threads);
    return Interruption.exitCode();
  }

  private void requireOther(Path folder, Path weights) throws IOException {
    Path home = weights.toAbsolutePath().getParent();
    if (Files.exists(folder) && Files.isSameFile(folder, home)) {
      throw new ParameterException(
          spec.commandLine(),
          folder + ": the teacher's own folder, whose results would be lost; choose another --out");
    }
  }
}
