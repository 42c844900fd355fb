package org.dropoutdistillery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeFit;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.SoundCurve;
import org.dropoutdistillery.run.Trained;
import org.dropoutdistillery.tensor.Workers;

/**
 * A run as its folder keeps it, or a file that it was packed into. The weights are there; names and
 * scales of features and classes are found again from the data, which therefore must still be
 * there.
 *
 * @param folder where it lies; the file if it is packed
 * @param asRun its recipe, with the journal of the values that were changed on the way; without one
 *     where it was changed on opening
 * @param dataSeed seed that drew and parted the data; the recipe's but for a student of a teacher
 *     from elsewhere
 * @param teacherOrigin where the teacher comes from; null if the run trained it
 * @param data as the run saw them
 * @param divisor what numbers of the data's source are divided by before anything else
 * @param teacher with its dropout
 * @param student null if the run ended before there was one
 * @param curve evaluations on the validation rows, in order; empty where they were not kept, or the
 *     recipe was changed on opening
 * @param origin how far the run came, and on what
 */
public record SavedRun(
    Path folder,
    Recipe asRun,
    long dataSeed,
    TeacherOrigin teacherOrigin,
    RunData data,
    double divisor,
    Network teacher,
    Network student,
    List<EvaluationPoint> curve,
    RunOrigin origin) {
  private static final int MOST_TRIES = 5;

  /**
   * Opens the folder of a run, or a file that one was packed into.
   *
   * @param changes of the recipe, see {@link RecipeJson#read(String, String, Map)}; those of the
   *     data or the layers do not fit the weights; with others than its own values, it is a run
   *     without a history
   * @throws RecipeException if a change does not fit, or the recipe is damaged
   * @throws ModelFormatException if the weights do not fit the recipe and the data
   * @throws IOException if a file is missing, damaged or cannot be read
   */
  public static SavedRun open(Path folder, Map<String, String> changes) throws IOException {
    return Files.isRegularFile(folder) ? unpack(folder, changes) : openWhole(folder, changes);
  }

  /** Reads again where another program wrote a run into the folder meanwhile. */
  private static SavedRun openWhole(Path folder, Map<String, String> changes) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      FolderStamp before = FolderStamp.of(folder);
      try {
        SavedRun run = openFolder(folder, changes);
        if (before.equals(FolderStamp.of(folder))) {
          return run;
        }
      } catch (IOException | RecipeException refused) {
        if (before.equals(FolderStamp.of(folder))) {
          throw refused;
        }
      }
    }
    throw new ModelFormatException(
        folder, "written by another program again and again; open it when that is done");
  }

  private static SavedRun unpack(Path file, Map<String, String> changes) throws IOException {
    if (!ModelBundle.is(file)) {
      throw new ModelFormatException(
          file, "no packed run, or a damaged one; expected what 'pack' wrote, or a run's folder");
    }
    ModelBundle bundle = ModelBundle.read(file);
    String source = file.toString();
    Recipe asRun = changed(source, bundle.asRun(), changes);
    long dataSeed = bundle.card().dataSeed();
    RunData data = data(source, asRun.withSeed(dataSeed));
    bundle.requireTrainedOn(data.loaded().dataset(), file);
    boolean trainedHere = Run.trainedItsTeacher(asRun, data, bundle.origin().totalSteps());
    return new SavedRun(
        file,
        asRun,
        dataSeed,
        trainedHere ? null : new TeacherOrigin(source, dataSeed),
        data,
        bundle.card().divisor(),
        bundle.teacher(),
        bundle.student(),
        changes.isEmpty() ? bundle.curve() : List.of(),
        bundle.origin());
  }

  private static SavedRun openFolder(Path folder, Map<String, String> changes) throws IOException {
    Recipe asRun = recipe(folder, changes);
    Recipe recipe = asRun.settled();
    TeacherOrigin origin = TeacherOrigin.of(folder);
    long dataSeed = origin == null ? recipe.seed() : origin.dataSeed();
    RunData data = data(folder.resolve("recipe.json").toString(), recipe.withSeed(dataSeed));
    RecipeFit.requireFit(recipe, data.dataset());
    Architecture architecture = RecipeNetworks.architecture(recipe.teacher(), data.dataset());
    Network teacher = WeightArrays.read(folder.resolve("teacher.npz"), architecture);
    Path student = folder.resolve("student.npz");
    RunOrigin reached = RunOrigin.of(folder);
    return new SavedRun(
        folder,
        asRun,
        dataSeed,
        origin,
        data,
        RunData.divisor(recipe),
        teacher,
        Files.notExists(student)
            ? null
            : WeightArrays.read(
                student, RecipeNetworks.studentArchitecture(recipe.student(), architecture)),
        changes.isEmpty() ? curve(folder, data, reached) : List.of(),
        reached);
  }

  private static List<EvaluationPoint> curve(Path folder, RunData data, RunOrigin reached)
      throws IOException {
    try {
      List<EvaluationPoint> curve = EvaluationLines.read(folder);
      SoundCurve.require(curve, reached.lastStep(), data.dataset().isRegression());
      return curve;
    } catch (IllegalArgumentException damaged) {
      throw new ModelFormatException(folder.resolve(EvaluationLines.FILE), damaged.getMessage());
    }
  }

  /** Returns the recipe with the values in force at the end of the run, without a journal. */
  public Recipe recipe() {
    return asRun.settled();
  }

  /** Returns the values that were changed while the run went on. */
  public List<LiveChange> changes() {
    return asRun.changes();
  }

  /**
   * Returns the student.
   *
   * @throws FileNotFoundException if there is none
   */
  public Network requireStudent() throws FileNotFoundException {
    if (student == null) {
      throw new FileNotFoundException(
          folder.resolve("student.npz")
              + ": no such file, the run ended before there was a student; 'distil' makes one");
    }
    return student;
  }

  /**
   * Prepares the run as it was after the last step it did, with its curve and its journal: what is
   * left to do is to measure.
   *
   * @throws FileNotFoundException if there is no student
   * @throws ModelFormatException if the curve does not fit the recipe
   * @throws RecipeException if the networks do not fit the recipe
   */
  public Run finished(Workers workers) throws IOException {
    Trained trained =
        new Trained(teacher, requireStudent(), curve, origin.steps(), origin.totalSteps());
    try {
      return Run.finished(asRun, data, trained, workers);
    } catch (IllegalArgumentException doesNotFit) {
      throw new ModelFormatException(folder, doesNotFit.getMessage());
    }
  }

  /** Returns whether the run did all its steps; what does not say so counts as done. */
  public boolean isComplete() {
    return origin.isComplete();
  }

  private static Recipe recipe(Path folder, Map<String, String> changes) throws IOException {
    Path file = folder.resolve("recipe.json");
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          Files.isDirectory(folder)
              ? file + ": no such file, expected the recipe of a run in its folder"
              : folder + ": no such folder, expected one that 'run' or 'distil' wrote");
    }
    return changed(file.toString(), RecipeJson.read(file), changes);
  }

  private static Recipe changed(String source, Recipe asRun, Map<String, String> changes) {
    return changes.isEmpty()
        ? asRun
        : RecipeJson.read(source, RecipeJson.write(asRun.settled()), changes);
  }

  private static RunData data(String source, Recipe recipe) throws IOException {
    try {
      return RunData.load(recipe);
    } catch (RecipeException refused) {
      throw new RecipeException(
          source,
          refused.getMessage().substring(recipe.name().length() + 2)
              + "; the data of a saved run are needed for its names and scales (paths are seen from "
              + Path.of("").toAbsolutePath()
              + ")");
    }
  }
}
