package org.dropoutdistillery.desktop.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
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
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.RunProgress;
import org.dropoutdistillery.tensor.Workers;

/**
 * The recipe on the table and its run: what the window shows and what its controls do. Training
 * goes on elsewhere; what it tells comes in when {@link #poll} is called. All methods belong to one
 * thread, that of the window.
 */
public final class Workbench implements AutoCloseable {
  /** Waits so long after the last change of a value before the run is made anew. */
  private static final long SETTLING_NANOS = 150_000_000;

  private final Messages messages;
  private final LongSupplier nanoTime;
  private final ExecutorService runThread;
  private final Workers workers;
  private final DataCache data = new DataCache();
  private final RunArchive archive;
  private final EditHistory history = new EditHistory();

  private final ReadOnlyObjectWrapper<Recipe> recipe = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RunState> state =
      new ReadOnlyObjectWrapper<>(RunState.PREPARING);
  private final ReadOnlyObjectWrapper<RunData> runData = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RunProgress> progress = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RunResult> result = new ReadOnlyObjectWrapper<>();
  private final ObservableList<EvaluationPoint> curve = FXCollections.observableArrayList();
  private final ObservableList<LiveChange> changes = FXCollections.observableArrayList();
  // Kept, since these listen to the lists behind them only as long as somebody holds them.
  private final ObservableList<EvaluationPoint> curveToSee =
      FXCollections.unmodifiableObservableList(curve);
  private final ObservableList<LiveChange> changesToSee =
      FXCollections.unmodifiableObservableList(changes);
  private final DoubleProperty speed = new SimpleDoubleProperty(1);

  private final List<SnapshotFeed> feeds = new ArrayList<>();

  private Recipe startedWith;
  private RunJob job;
  private RunDriver driver;
  private boolean runWhenReady;
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
    workers = new Workers(threads);
    runThread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "distillery-run");
              thread.setDaemon(true);
              return thread;
            });
    speed.addListener((property, before, now) -> limitSpeed());
    recipe.set(first.settled());
    begin();
  }

  /** Returns the values that the panel shows, with an empty journal. */
  public ReadOnlyObjectProperty<Recipe> recipe() {
    return recipe.getReadOnlyProperty();
  }

  /** Returns the recipe with which the present run began, before any change made while it ran. */
  public Recipe startedWith() {
    return startedWith;
  }

  public ReadOnlyObjectProperty<RunState> state() {
    return state.getReadOnlyProperty();
  }

  /** Returns what the networks see; null while it is read. */
  public ReadOnlyObjectProperty<RunData> data() {
    return runData.getReadOnlyProperty();
  }

  /** Returns how far the run is; null before it is prepared. */
  public ReadOnlyObjectProperty<RunProgress> progress() {
    return progress.getReadOnlyProperty();
  }

  /** Returns what the run came to; null before its end. */
  public ReadOnlyObjectProperty<RunResult> result() {
    return result.getReadOnlyProperty();
  }

  /** Returns what was measured on the validation rows, by step. */
  public ObservableList<EvaluationPoint> curve() {
    return curveToSee;
  }

  /** Returns what was changed while the run went on, by step. */
  public ObservableList<LiveChange> changes() {
    return changesToSee;
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
    RunProgress now = driver == null ? null : driver.progress();
    boolean saved = result.get() != null && result.get().folder() != null;
    return now != null && now.steps() > 0 && !saved && state.get() != RunState.FAILED;
  }

  /** Returns whether changing a value now would start the run anew. */
  public boolean restarts(String key) {
    return !actsLive(key);
  }

  private boolean actsLive(String key) {
    boolean begun = driver != null && driver.progress().steps() > 0;
    return begun && !state.get().isOver() && LiveChange.isLive(key);
  }

  /**
   * Puts another recipe on the table; its run is made, and waits. What was changed in the one
   * before cannot be undone any more.
   */
  public void open(Recipe other) {
    history.clear();
    recipe.set(other.settled());
    begin();
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
    if (actsLive(key)) {
      driver.change(key, Double.parseDouble(json));
      recipe.set(after);
    } else {
      recipe.set(after);
      restartSoon();
    }
  }

  /** Goes on, or begins as soon as all is ready. */
  public void run() {
    if (state.get().isOver()) {
      reset();
    }
    runWhenReady = true;
    if (driver != null && !stale) {
      driver.resume();
      state.set(RunState.RUNNING);
    }
  }

  /** Stops before the next step. */
  public void pause() {
    runWhenReady = false;
    if (driver != null && state.get() == RunState.RUNNING) {
      driver.pause();
      state.set(RunState.PAUSED);
    }
  }

  /** Ends the run within a step, without a test; what there is is written. */
  public void stop() {
    runWhenReady = false;
    if (driver != null) {
      driver.cancel();
    }
  }

  /**
   * Pauses after one more step or epoch.
   *
   * @param who {@link Phase#BOTH} for whoever learns
   * @return whether there is such a step to do
   */
  public boolean step(Phase who, RunDriver.StepSize size) {
    if (driver == null || stale || !state.get().canStep()) {
      return false;
    }
    runWhenReady = false;
    boolean done = driver.step(who, size);
    state.set(done ? RunState.RUNNING : RunState.PAUSED);
    return done;
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
    begin();
  }

  /** Returns a new source of copies of the networks, for one page. */
  public SnapshotFeed newFeed() {
    SnapshotFeed feed = new SnapshotFeed();
    feed.follow(driver);
    feeds.add(feed);
    return feed;
  }

  private void restartSoon() {
    drop();
    state.set(RunState.PREPARING);
    stale = true;
    staleSince = nanoTime.getAsLong();
  }

  private void begin() {
    drop();
    stale = false;
    runWhenReady = false;
    state.set(RunState.PREPARING);
    startedWith = recipe.get();
    job = new RunJob(recipe.get(), data, workers, archive);
    runThread.execute(job);
  }

  private void drop() {
    if (job != null) {
      job.cancel();
    }
    job = null;
    follow(null);
    curve.clear();
    changes.clear();
    result.set(null);
    progress.set(null);
  }

  private void follow(RunDriver newDriver) {
    driver = newDriver;
    feeds.forEach(feed -> feed.follow(newDriver));
  }

  private void limitSpeed() {
    if (driver != null) {
      driver.limitSpeed(Speed.stepsPerSecond(speed.get()));
    }
  }

  /** Takes in what the run has told since the last call. */
  public void poll() {
    if (stale && nanoTime.getAsLong() - staleSince >= SETTLING_NANOS) {
      boolean wanted = runWhenReady;
      begin();
      runWhenReady = wanted;
    }
    RunJob.Event event = job == null ? null : job.poll();
    while (event != null) {
      take(event);
      event = job == null ? null : job.poll();
    }
    if (driver != null) {
      progress.set(driver.progress());
      updateState();
    }
  }

  private void updateState() {
    if (state.get() == RunState.RUNNING && progress.get().testing()) {
      state.set(RunState.TESTING);
    } else if (state.get() == RunState.RUNNING && driver.isPaused()) {
      state.set(RunState.PAUSED);
    }
  }

  private void take(RunJob.Event event) {
    if (event instanceof RunJob.Event.Prepared prepared) {
      prepared(prepared);
    } else if (event instanceof RunJob.Event.Evaluated evaluated) {
      curve.add(evaluated.point());
    } else if (event instanceof RunJob.Event.Changed changed) {
      changes.add(changed.change());
    } else if (event instanceof RunJob.Event.Ended ended) {
      ended(ended);
    } else if (event instanceof RunJob.Event.Failed failed) {
      failed(failed.cause());
    }
  }

  private void prepared(RunJob.Event.Prepared prepared) {
    follow(prepared.driver());
    limitSpeed();
    runData.set(prepared.data());
    progress.set(driver.progress());
    state.set(RunState.READY);
    if (runWhenReady) {
      run();
    }
  }

  private void ended(RunJob.Event.Ended ended) {
    runWhenReady = false;
    RunOutcome outcome = ended.outcome();
    progress.set(driver.progress());
    result.set(new RunResult(outcome, ended.saved()));
    if (outcome.divergence() != null) {
      state.set(RunState.DIVERGED);
      messages.error(outcome.divergence().getMessage() + ", then start again");
    } else {
      state.set(RunState.FINISHED);
    }
    if (ended.saved() != null) {
      messages.info("The run is written into " + ended.saved());
    } else {
      messages.error("The run could not be written: " + ended.problem());
    }
  }

  private void failed(Throwable cause) {
    runWhenReady = false;
    state.set(RunState.FAILED);
    messages.failure("The run cannot begin or go on", cause);
  }

  /** Ends the run within a step. */
  @Override
  public void close() {
    if (runThread.isShutdown()) {
      return;
    }
    if (job != null) {
      job.cancel();
    }
    runThread.execute(workers::close);
    runThread.shutdown();
  }

  /** Waits, after {@link #close}, until nothing is computed any more, and returns whether so. */
  boolean awaitEnd(long seconds) throws InterruptedException {
    return runThread.awaitTermination(seconds, TimeUnit.SECONDS);
  }
}
