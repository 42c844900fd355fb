package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeLayer;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.store.OutsideTeacher;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.store.TeacherOrigin;
import org.dropoutdistillery.tensor.Workers;

/** What a run of the window begins from. */
interface RunStart {
  /** Returns the recipe as given at the start, with every change that was or will be made. */
  Recipe recipe();

  /**
   * Reads or draws what the networks see.
   *
   * @param loader does so for a recipe
   */
  RunData data(Function<Recipe, RunData> loader) throws IOException;

  Run run(RunData data, Workers workers) throws IOException;

  /** Returns the start of a run with another recipe in the place of this one's. */
  default RunStart again(Recipe other) {
    return new Fresh(other);
  }

  /** Returns where its teacher comes from; null if the run trains it. */
  default TeacherOrigin origin() {
    return null;
  }

  /** Returns what was measured before. */
  default List<EvaluationPoint> curve() {
    return List.of();
  }

  /** Returns what was changed before. */
  default List<LiveChange> changes() {
    return List.of();
  }

  /** Returns where its checkpoints go; null for nowhere, since nothing can be lost. */
  Checkpoints checkpoints(RunArchive archive);

  /** Returns the file in which it lies already, with nothing left to be done; null for none. */
  default Path source() {
    return null;
  }

  /** From the first step. */
  record Fresh(Recipe recipe) implements RunStart {
    @Override
    public RunData data(Function<Recipe, RunData> loader) {
      return loader.apply(recipe);
    }

    @Override
    public Run run(RunData data, Workers workers) {
      return new Run(recipe, data, workers);
    }

    @Override
    public Checkpoints checkpoints(RunArchive archive) {
      String name = recipe.name() + "-" + recipe.seed();
      return Checkpoints.inNewFolder(archive.unfinished(), name, null);
    }
  }

  /** From where an earlier one was left. */
  record Resumed(KeptRun kept) implements RunStart {
    @Override
    public Recipe recipe() {
      return kept.recipe();
    }

    @Override
    public RunData data(Function<Recipe, RunData> loader) throws IOException {
      return kept.run().data();
    }

    @Override
    public Run run(RunData data, Workers workers) throws IOException {
      return kept.run().run(data, workers);
    }

    /** A teacher that it did not train is the one that its checkpoint holds. */
    @Override
    public RunStart again(Recipe other) {
      return Taught.again(
          kept.recipe(), origin(), data -> kept.run().checkpoint().teacher(data.dataset()), other);
    }

    @Override
    public TeacherOrigin origin() {
      return kept.run().origin();
    }

    @Override
    public List<EvaluationPoint> curve() {
      return kept.run().checkpoint().curve();
    }

    @Override
    public List<LiveChange> changes() {
      return kept.run().checkpoint().journal();
    }

    @Override
    public Checkpoints checkpoints(RunArchive archive) {
      return Checkpoints.in(kept);
    }
  }

  /**
   * With a teacher that this run does not train.
   *
   * @param recipe whose teacher has its layers
   * @param origin where it comes from
   * @param teacher returns it, for the data that it is distilled on
   */
  record Taught(Recipe recipe, TeacherOrigin origin, Function<RunData, Network> teacher)
      implements RunStart {
    /** With a teacher that another program trained. */
    static Taught by(OutsideTeacher teacher) {
      Recipe recipe = teacher.recipe();
      TeacherOrigin origin = new TeacherOrigin(teacher.file().toString(), recipe.seed());
      return new Taught(recipe, origin, data -> teacher.network());
    }

    @Override
    public RunData data(Function<Recipe, RunData> loader) {
      return loader.apply(recipe.withSeed(origin.dataSeed()));
    }

    @Override
    public Run run(RunData data, Workers workers) {
      return new Run(recipe, data, teacher.apply(data), workers);
    }

    /**
     * Returns the start of a run with another recipe. A teacher from elsewhere stays as long as
     * data and layers are those that it fits.
     *
     * @param origin null if the run with the recipe before trained it
     */
    static RunStart again(
        Recipe before, TeacherOrigin origin, Function<RunData, Network> teacher, Recipe other) {
      boolean fits =
          other.data().equals(before.data())
              && layers(other).equals(layers(before))
              && other.teacher().dropout() == before.teacher().dropout();
      return origin != null && fits ? new Taught(other, origin, teacher) : new Fresh(other);
    }

    @Override
    public RunStart again(Recipe other) {
      return again(recipe, origin, teacher, other);
    }

    /** Returns what the weights depend on. */
    private static List<List<Object>> layers(Recipe recipe) {
      return recipe.teacher().layers().stream().map(Taught::form).toList();
    }

    private static List<Object> form(RecipeLayer layer) {
      return layer instanceof RecipeLayer.Conv conv
          ? Arrays.asList(
              conv.channels(),
              conv.kernel(),
              conv.stride(),
              conv.padding(),
              conv.batchNorm(),
              conv.pool())
          : List.of(layer.units());
    }

    @Override
    public Checkpoints checkpoints(RunArchive archive) {
      String name = recipe.name() + "-" + recipe.seed();
      return Checkpoints.inNewFolder(archive.unfinished(), name, origin);
    }
  }

  /** From a model that is trained: it is only measured. */
  record Trained(SavedRun saved) implements RunStart {
    @Override
    public Recipe recipe() {
      return saved.asRun();
    }

    @Override
    public List<EvaluationPoint> curve() {
      return saved.curve();
    }

    @Override
    public List<LiveChange> changes() {
      return saved.changes();
    }

    @Override
    public RunData data(Function<Recipe, RunData> loader) {
      return saved.data();
    }

    @Override
    public Run run(RunData data, Workers workers) throws IOException {
      return saved.finished(workers);
    }

    @Override
    public Checkpoints checkpoints(RunArchive archive) {
      return null;
    }

    @Override
    public RunStart again(Recipe other) {
      return Taught.again(recipe(), saved.teacherOrigin(), data -> saved.teacher(), other);
    }

    @Override
    public Path source() {
      return saved.folder();
    }
  }
}
