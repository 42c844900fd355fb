package org.dropoutdistillery.desktop.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunProgress;
import org.dropoutdistillery.store.OutsideTeacher;
import org.dropoutdistillery.store.SavedRun;

/**
 * The recipe on the table and its run: what the window shows and what its controls do. Training
 * goes on elsewhere; what it tells comes in when {@link #poll} is called. All methods belong to one
 * thread, that of the window.
 */
public final class Workbench implements AutoCloseable {
  /** Waits so long after the last change of a value before the run is made anew. */
  private static final long SETTLING_NANOS = 150_000_000;

  private final RunArchive archive;
  private final Messages messages;
  private final LongSupplier nanoTime;
  private final CurrentRun run;
  private final EditHistory history = new EditHistory();
  private final ReadOnlyObjectWrapper<Recipe> recipe = new ReadOnlyObjectWrapper<>();
  private final DoubleProperty speed = new SimpleDoubleProperty(1);
  // With the changes in its journal, which the run makes again; null after the first edit.
  private Recipe replayed;
  private boolean stale;
  private long staleSince;

  /**
   * @param archive where runs are written that came to their end
   */
  public Workbench(Recipe first, RunArchive archive, Messages messages) {
    this(first, archive, messages, Runtime.getRuntime().availableProcessors(), System::nanoTime);
  }

  Workbench(
      Recipe first, RunArchive archive, Messages messages, int threads, LongSupplier nanoTime) {
    this.archive = archive;
    this.messages = messages;
    this.nanoTime = nanoTime;
    run = new CurrentRun(archive, messages, threads);
    speed.addListener((property, before, now) -> limitSpeed());
    run.changesToSee.addListener(this::follow);
    lay(new RunStart.Fresh(first));
  }

  private void lay(RunStart start) {
    Recipe other = start.recipe();
    replayed = other.changes().isEmpty() ? null : other;
    recipe.set(other.withChanges(List.of()));
    stale = false;
    run.begin(start);
  }

  /** Shows the values that the run has taken from its journal. */
  private void follow(ListChangeListener.Change<? extends LiveChange> more) {
    while (more.next()) {
      for (LiveChange change : more.getAddedSubList()) {
        if (run.startedWith().changes().contains(change)) {
          recipe.set(recipe.get().withChanges(List.of(change)).settled());
        }
      }
    }
  }

  /** Returns the values that the panel shows, with an empty journal. */
  public ReadOnlyObjectProperty<Recipe> recipe() {
    return recipe.getReadOnlyProperty();
  }

  /** Returns the recipe with which the present run began, before any change made while it ran. */
  public Recipe startedWith() {
    return run.startedWith();
  }

  public ReadOnlyObjectProperty<RunState> state() {
    return run.state.getReadOnlyProperty();
  }

  /** Returns what the networks see; null before the first and while another data set is read. */
  public ReadOnlyObjectProperty<RunData> data() {
    return run.data.getReadOnlyProperty();
  }

  /** Returns how far the run is; null before it is prepared. */
  public ReadOnlyObjectProperty<RunProgress> progress() {
    return run.progress.getReadOnlyProperty();
  }

  /** Returns what the run came to; null before its end. */
  public ReadOnlyObjectProperty<RunResult> result() {
    return run.result.getReadOnlyProperty();
  }

  /** Returns what was measured on the validation rows, by step. */
  public ObservableList<EvaluationPoint> curve() {
    return run.curveToSee;
  }

  /** Returns what was changed while the run went on, by step. */
  public ObservableList<LiveChange> changes() {
    return run.changesToSee;
  }

  /** Returns where runs are written. */
  public RunArchive archive() {
    return archive;
  }

  /** Returns what the person was told. */
  public Messages messages() {
    return messages;
  }

  /** Returns the position of the speed slider, in [0, 1], see {@link Speed}. */
  public DoubleProperty speed() {
    return speed;
  }

  public ReadOnlyBooleanProperty canUndo() {
    return history.canUndo();
  }

  public ReadOnlyBooleanProperty canRedo() {
    return history.canRedo();
  }

  /** Returns whether steps were done that are written nowhere. */
  public boolean hasWorkToLose() {
    return run.hasWorkToLose();
  }

  /** Returns whether changing a value now would start the run anew. */
  public boolean restarts(String key) {
    return !actsLive(key);
  }

  /** Returns whether {@link #undo} now would start the run anew. */
  public boolean undoRestarts() {
    return restarts(history.toUndo());
  }

  /** Returns whether {@link #redo} now would start the run anew. */
  public boolean redoRestarts() {
    return restarts(history.toRedo());
  }

  private boolean restarts(Edit edit) {
    return edit != null && restarts(edit.key());
  }

  private boolean actsLive(String key) {
    return run.steps() > 0 && !run.state.get().isOver() && LiveChange.isLive(key);
  }

  /**
   * Puts another recipe on the table; its run is made, and waits. The changes in its journal will
   * be made again. What was changed in the one before cannot be undone any more.
   */
  public void open(Recipe other) {
    history.clear();
    lay(new RunStart.Fresh(other));
  }

  /** Goes on with a run that did not come to its end, with the bits of one that never stopped. */
  public void goOn(KeptRun kept) {
    history.clear();
    lay(new RunStart.Resumed(kept));
    run();
  }

  /** Puts a teacher on the table that another program trained, for a student to be distilled. */
  public void open(OutsideTeacher teacher) {
    history.clear();
    lay(RunStart.Taught.by(teacher));
  }

  /** Puts a model on the table that is trained: it is measured at once, and can be looked at. */
  public void open(SavedRun trained) {
    history.clear();
    lay(new RunStart.Trained(trained));
  }

  /** Returns the recipe with every change of the run so far and those that are to come. */
  public Recipe whole() {
    if (stale || (replayed == null && run.changesToSee.isEmpty())) {
      return recipe.get();
    }
    List<LiveChange> journal = new ArrayList<>(run.changesToSee);
    run.startedWith().changes().stream()
        .filter(change -> !journal.contains(change))
        .forEach(journal::add);
    return run.startedWith().withChanges(journal);
  }

  /**
   * Changes a value: from the next step on where it is live and the run has begun, else by making
   * the run anew.
   *
   * @param key path such as {@code teacher.layers[0].dropRate}
   * @param json the new value
   * @param dragging whether more values of the same drag may follow
   * @throws RecipeException if the value does not fit, naming what would; nothing changes then
   */
  public void set(String key, String json, boolean dragging) {
    Recipe before = recipe.get();
    Recipe after = changed(before, key, json);
    if (!after.equals(before)) {
      Edit edit = new Edit(key, RecipeValues.json(before, key), json);
      apply(after, key, json);
      history.add(edit, dragging);
    }
  }

  /**
   * Changes several values at once, as one edit, by making the run anew.
   *
   * @param values from paths to JSON values
   * @throws RecipeException if they do not fit together, naming what would; nothing changes then
   */
  public void setAll(Map<String, String> values) {
    Recipe before = recipe.get();
    String json = RecipeValues.with(before, values);
    Recipe after = RecipeJson.read(before.name(), json);
    if (!after.equals(before)) {
      apply(after, RecipeValues.WHOLE, json);
      history.add(new Edit(RecipeValues.WHOLE, RecipeJson.write(before), json), false);
    }
  }

  /** Says that a drag has ended: the next value is an edit of its own. */
  public void endDrag() {
    history.close();
  }

  /** Brings the old value of the last edit back, as a new change. */
  public void undo() {
    Edit edit = history.undo();
    if (edit != null) {
      apply(changed(recipe.get(), edit.key(), edit.before()), edit.key(), edit.before());
    }
  }

  /** Makes the last edit that was undone again, as a new change. */
  public void redo() {
    Edit edit = history.redo();
    if (edit != null) {
      apply(changed(recipe.get(), edit.key(), edit.after()), edit.key(), edit.after());
    }
  }

  private static Recipe changed(Recipe before, String key, String json) {
    return key.equals(RecipeValues.WHOLE)
        ? RecipeJson.read(before.name(), json).withSeed(before.seed())
        : RecipeJson.read(before.name(), RecipeJson.write(before), Map.of(key, json));
  }

  private void apply(Recipe after, String key, String json) {
    replayed = null;
    if (actsLive(key)) {
      run.change(key, Double.parseDouble(json));
      recipe.set(after);
    } else {
      recipe.set(after);
      restartSoon();
    }
  }

  /** Goes on, or begins as soon as all is ready. */
  public void run() {
    if (run.state.get().isOver()) {
      reset();
    }
    run.resume();
  }

  /** Stops before the next step. */
  public void pause() {
    run.pause();
  }

  /**
   * Ends the run within a step, without a test; what there is is written. Where no step was done,
   * there is nothing to keep, and the run only waits.
   */
  public void stop() {
    run.stop();
  }

  /**
   * Pauses after one more step or epoch.
   *
   * @param who {@link Phase#BOTH} for whoever learns
   * @return whether there is such a step to do
   */
  public boolean step(Phase who, RunDriver.StepSize size) {
    return run.step(who, size);
  }

  /** Makes the run anew, with the same seed and so the same initial weights. */
  public void reset() {
    begin();
  }

  /** Makes the run anew with a seed that follows from the present one. */
  public void newSeed() {
    setSeed(Math.floorMod(Keys.word(recipe.get().seed(), 0), 100_000L));
  }

  /** Makes the run anew with this seed. */
  public void setSeed(long seed) {
    recipe.set(recipe.get().withSeed(seed));
    replayed = replayed == null ? null : replayed.withSeed(seed);
    begin();
  }

  /** Returns a new source of copies of the networks, for one page. */
  public SnapshotFeed newFeed() {
    return run.newFeed();
  }

  private void restartSoon() {
    run.giveUpFor(recipe.get());
    stale = true;
    staleSince = nanoTime.getAsLong();
  }

  private void begin() {
    Recipe next = replayed == null ? recipe.get() : replayed;
    recipe.set(next.withChanges(List.of()));
    stale = false;
    run.beginAgain(next);
  }

  private void limitSpeed() {
    run.limitSpeed(Speed.stepsPerSecond(speed.get()));
  }

  /** Takes in what the run has told since the last call. */
  public void poll() {
    if (stale && nanoTime.getAsLong() - staleSince >= SETTLING_NANOS) {
      stale = false;
      run.beginAsWanted(recipe.get());
    }
    run.poll();
  }

  /** Ends the run within a step; how far it came is kept, see {@link KeptRun}. */
  @Override
  public void close() {
    run.close();
  }

  /** Waits, after {@link #close}, until nothing is computed any more, and returns whether so. */
  public boolean awaitEnd(long seconds) throws InterruptedException {
    return run.awaitEnd(seconds);
  }
}
