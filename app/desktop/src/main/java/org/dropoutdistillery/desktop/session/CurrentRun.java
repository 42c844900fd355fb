package org.dropoutdistillery.desktop.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.RunProgress;
import org.dropoutdistillery.tensor.Workers;

/** The one run there is: where it is, and what it told since it began. */
final class CurrentRun implements AutoCloseable {
  final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(RunState.PREPARING);
  final ReadOnlyObjectWrapper<RunData> data = new ReadOnlyObjectWrapper<>();
  final ReadOnlyObjectWrapper<RunProgress> progress = new ReadOnlyObjectWrapper<>();
  final ReadOnlyObjectWrapper<RunResult> result = new ReadOnlyObjectWrapper<>();
  private final ObservableList<EvaluationPoint> curve = FXCollections.observableArrayList();
  private final ObservableList<LiveChange> changes = FXCollections.observableArrayList();
  // Kept, since these listen to the lists behind them only as long as somebody holds them.
  final ObservableList<EvaluationPoint> curveToSee =
      FXCollections.unmodifiableObservableList(curve);
  final ObservableList<LiveChange> changesToSee = FXCollections.unmodifiableObservableList(changes);

  private final RunArchive archive;
  private final Messages messages;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(CurrentRun::newThread);
  private final Workers workers;
  private final DataCache cache = new DataCache();
  private final List<SnapshotFeed> feeds = new ArrayList<>();

  private RunStart start;
  private RunJob job;
  private RunDriver driver;
  private boolean runWhenReady;
  private double stepsPerSecond = Double.POSITIVE_INFINITY;

  CurrentRun(RunArchive archive, Messages messages, int threads) {
    this.archive = archive;
    this.messages = messages;
    workers = new Workers(threads);
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "distillery-run");
    thread.setDaemon(true);
    return thread;
  }

  Recipe startedWith() {
    return start.recipe();
  }

  /** Gives up what there is and makes the run of a recipe, which waits when it is ready. */
  void begin(RunStart next) {
    giveUpFor(next.recipe());
    runWhenReady = false;
    start = next;
    job = new RunJob(start, cache, workers, archive);
    thread.execute(job);
  }

  /** Begins the run of another recipe as the present one began. */
  void beginAgain(Recipe recipe) {
    begin(start.again(recipe));
  }

  /** The same, with a run that goes on when it is ready if the one before would have. */
  void beginAsWanted(Recipe recipe) {
    boolean wanted = runWhenReady;
    begin(start.again(recipe));
    runWhenReady = wanted;
  }

  /** Gives up what there is, since the run of another recipe will follow. */
  void giveUpFor(Recipe next) {
    if (job != null) {
      job.cancel();
    }
    job = null;
    follow(null);
    curve.clear();
    changes.clear();
    result.set(null);
    progress.set(null);
    if (start != null && !start.recipe().data().equals(next.data())) {
      data.set(null);
    }
    state.set(RunState.PREPARING);
  }

  private void follow(RunDriver newDriver) {
    driver = newDriver;
    feeds.forEach(feed -> feed.follow(newDriver));
  }

  SnapshotFeed newFeed() {
    SnapshotFeed feed = new SnapshotFeed();
    feed.follow(driver);
    feeds.add(feed);
    return feed;
  }

  /** Returns the steps that were done, of which {@link #progress} may not know yet. */
  long steps() {
    return driver == null ? 0 : driver.progress().steps();
  }

  boolean hasWorkToLose() {
    boolean saved = result.get() != null && result.get().folder() != null;
    return steps() > 0 && !saved && state.get() != RunState.FAILED;
  }

  /** Goes on, or begins as soon as all is ready. */
  void resume() {
    runWhenReady = true;
    if (driver != null) {
      driver.resume();
      state.set(RunState.RUNNING);
    }
  }

  void pause() {
    runWhenReady = false;
    if (driver != null && state.get() == RunState.RUNNING) {
      driver.pause();
      state.set(RunState.PAUSED);
    }
  }

  /** Ends it, to be written; where no step was done, it only waits. */
  void stop() {
    if (steps() > 0) {
      runWhenReady = false;
      driver.cancel();
    } else {
      pause();
    }
  }

  boolean step(Phase who, RunDriver.StepSize size) {
    if (driver == null || !state.get().canStep()) {
      return false;
    }
    runWhenReady = false;
    boolean done = driver.step(who, size);
    state.set(done ? RunState.RUNNING : RunState.PAUSED);
    return done;
  }

  void change(String key, double value) {
    driver.change(key, value);
  }

  /** Holds for this run and those that follow. */
  void limitSpeed(double newStepsPerSecond) {
    stepsPerSecond = newStepsPerSecond;
    if (driver != null) {
      driver.limitSpeed(stepsPerSecond);
    }
  }

  /** Takes in what the run has told since the last call. */
  void poll() {
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
    } else if (event instanceof RunJob.Event.NotKept notKept) {
      messages.warning(notKept.problem() + ". The run goes on, but would be lost with the window");
    } else if (event instanceof RunJob.Event.Failed failed) {
      failed(failed.cause());
    }
  }

  private void prepared(RunJob.Event.Prepared prepared) {
    follow(prepared.driver());
    driver.limitSpeed(stepsPerSecond);
    data.set(prepared.data());
    progress.set(driver.progress());
    state.set(stateOf(progress.get()));
    if (runWhenReady) {
      resume();
    }
  }

  private static RunState stateOf(RunProgress begun) {
    if (begun.steps() == begun.totalSteps()) {
      return RunState.RUNNING; // nobody can hold it up, since there is no step to wait for
    }
    return begun.steps() == 0 ? RunState.READY : RunState.PAUSED;
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
    if (start.source() != null) {
      return;
    }
    if (ended.saved() != null) {
      messages.info("The run is written into " + ended.saved());
    } else {
      messages.error("The run could not be written: " + ended.problem());
    }
  }

  private void failed(Throwable cause) {
    runWhenReady = false;
    messages.failure("The run cannot begin or go on", cause);
    state.set(RunState.FAILED);
  }

  /** Ends within a step; how far it came is kept. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    if (job != null) {
      job.leave();
    }
    thread.execute(workers::close);
    thread.shutdown();
  }

  /** Waits, after {@link #close}, until nothing is computed any more, and returns whether so. */
  boolean awaitEnd(long seconds) throws InterruptedException {
    return thread.awaitTermination(seconds, TimeUnit.SECONDS);
  }
}
