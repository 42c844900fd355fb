package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Runs, pauses, steps and cancels one run. {@link #drive} owns the run and its networks and belongs
 * to one thread; every other method may be called from any.
 */
public final class RunDriver {
  private static final long MOST_LAG_NANOS = 20_000_000;

  private final Run run;
  private final RunListener listener;
  private final List<EvaluationPoint> curve = new ArrayList<>();
  private final Object gate = new Object();
  private boolean paused;
  // Whether to rest even where an evaluation is due.
  private volatile boolean held;
  private long stepsAllowed;
  private double stepsPerSecond = Double.POSITIVE_INFINITY;
  private long nextStepAt = System.nanoTime();
  private final Map<String, Double> pending = new LinkedHashMap<>();
  private final List<SnapshotMailbox> mailboxes = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;
  private volatile Thread thread;
  private volatile long steps;
  private volatile boolean testing;
  private volatile boolean waiting;
  private CheckpointWriter checkpoints;
  private boolean resting = true;
  private long startedAt;
  private long runningNanos;

  /**
   * @param paused whether to wait for {@link #resume} or {@link #step} before the first step
   */
  public RunDriver(Run run, RunListener listener, boolean paused) {
    this.run = run;
    this.listener = listener;
    this.paused = paused;
    steps = run.steps();
    curve.addAll(run.earlierCurve());
    runningNanos = (long) (run.earlierSeconds() * 1e9);
  }

  /**
   * Has checkpoints of the run written now and then, and before its test. To be called before
   * {@link #drive}; whoever made the writer closes it afterwards.
   */
  public void keepWith(CheckpointWriter writer) {
    checkpoints = writer;
  }

  /** Returns how far the run is; never waits. */
  public RunProgress progress() {
    long done = steps;
    return new RunProgress(run.phaseAfter(done), done, run.totalSteps(), testing, run.testShare());
  }

  /**
   * Stops before the next step. An evaluation that goes on is given up, and done anew before that
   * step: it has the same masks, and so the same bits.
   */
  public void pause() {
    synchronized (gate) {
      paused = true;
      stepsAllowed = 0;
      held = true;
    }
  }

  /** Goes on until the end or the next pause. */
  public void resume() {
    synchronized (gate) {
      paused = false;
      held = false;
      gate.notifyAll();
    }
  }

  /**
   * Pauses, after {@code count} more steps.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public void step(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("steps: " + count + ", expected 0 or more");
    }
    synchronized (gate) {
      paused = true;
      stepsAllowed += count;
      held = held && stepsAllowed == 0;
      gate.notifyAll();
    }
  }

  /**
   * Pauses, after so many more steps of one of the networks; on the way there the other may have to
   * do some. Stops where it has done all.
   *
   * @param who {@link Phase#BOTH} for whoever learns
   * @param size what is counted
   * @return whether there is a step to do
   */
  public boolean step(Phase who, StepSize size) {
    long done = steps;
    long own =
        size == StepSize.STEP
            ? 1
            : run.stepsPerEpoch(who == Phase.BOTH ? run.phaseAfter(done) : who);
    long count = run.stepsUntil(done, who, own);
    step(count);
    return count > 0;
  }

  /** What {@link #step(Phase, StepSize)} counts. */
  public enum StepSize {
    STEP,
    EPOCH
  }

  /**
   * Slows the run down.
   *
   * @param newStepsPerSecond above 0; infinite for as fast as can be
   */
  public void limitSpeed(double newStepsPerSecond) {
    if (!(newStepsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "steps per second: " + newStepsPerSecond + ", expected a number above 0");
    }
    synchronized (gate) {
      stepsPerSecond = newStepsPerSecond;
      nextStepAt = System.nanoTime();
      gate.notifyAll();
    }
  }

  /** Lets somebody see copies of the networks, each time {@link #requestSnapshot} asks for one. */
  public void deliverTo(SnapshotMailbox mailbox) {
    mailboxes.add(mailbox);
  }

  /**
   * Asks for a copy of the networks, which comes between two steps, or at once while the run waits.
   * After its end none comes: {@link RunOutcome} has the networks.
   */
  public void requestSnapshot(SnapshotMailbox mailbox) {
    mailbox.request();
    synchronized (gate) {
      gate.notifyAll();
    }
  }

  private void deliver() {
    for (SnapshotMailbox mailbox : mailboxes) {
      if (mailbox.isWanted()) {
        mailbox.put(run);
      }
    }
  }

  /**
   * Returns whether nothing is computed and no step will be done before {@link #resume} or {@link
   * #step} is called.
   */
  public boolean isPaused() {
    synchronized (gate) {
      return waiting && paused && stepsAllowed == 0;
    }
  }

  /** Returns whether the run waits for its next step, and nothing is being computed. */
  public boolean isWaiting() {
    return waiting;
  }

  /**
   * Changes a value of the recipe from the next step on. Of several changes of one value before
   * that step, the last one acts.
   *
   * @param key path such as {@code teacher.layers[0].dropRate}, see {@link LiveChange#isLive}
   * @throws RecipeException if the value may not change in a run, or the new one does not fit
   */
  public void change(String key, double value) {
    run.settingsWith(key, value);
    synchronized (gate) {
      pending.remove(key);
      pending.put(key, value);
    }
  }

  private void applyPending() {
    Map<String, Double> changes;
    synchronized (gate) {
      if (pending.isEmpty()) {
        return;
      }
      changes = new LinkedHashMap<>(pending);
      pending.clear();
    }
    changes.forEach(
        (key, value) -> {
          LiveChange change = run.change(key, value);
          if (change != null) {
            listener.changed(change);
          }
        });
  }

  /** Ends the run within one step; what was measured so far is kept. */
  public void cancel() {
    cancelled = true;
    synchronized (gate) {
      gate.notifyAll();
    }
  }

  /**
   * Does all steps and evaluations, then the test, and returns what came out. Returns early,
   * without a test, after {@link #cancel} or where training diverges.
   */
  public RunOutcome drive() {
    return driveTo(run.totalSteps());
  }

  /**
   * Does the same up to a step, and the test only where that is the last one.
   *
   * @param lastStep from the steps done to all of them
   */
  public RunOutcome driveTo(long lastStep) {
    thread = Thread.currentThread();
    startRunning();
    TestResult test = null;
    TrainingDivergedException divergence = null;
    try {
      train(lastStep);
      keepLast();
      test = cancelled || !run.isTrained() ? null : test();
    } catch (TrainingDivergedException diverged) {
      divergence = diverged;
    }
    stopRunning();
    return new RunOutcome(
        run.recipe(),
        run.steps(),
        run.totalSteps(),
        runningNanos / 1e9,
        List.copyOf(curve),
        test,
        divergence == null ? run.keptTeacher() : run.lastGoodTeacher(),
        divergence == null ? run.studentSnapshot() : run.lastGoodStudent(),
        divergence);
  }

  private void train(long lastStep) {
    if (run.evaluationIsDue() && !isEvaluated()) {
      evaluate();
    }
    while (!cancelled && run.steps() < lastStep) {
      waitForTurn();
      if (cancelled) {
        break;
      }
      applyPending();
      run.replayChanges().forEach(listener::changed);
      run.step();
      steps = run.steps();
      if (run.evaluationIsDue()) {
        keepIfDue();
        evaluate();
      }
    }
  }

  private boolean isEvaluated() {
    return !curve.isEmpty() && curve.get(curve.size() - 1).step() == run.steps();
  }

  private void keepIfDue() {
    if (isCheckpointDue()) {
      checkpoints.take(run, secondsSoFar(), List.copyOf(curve));
    }
  }

  private boolean isCheckpointDue() {
    return checkpoints != null && checkpoints.isDue(run.steps(), curve.size());
  }

  private void keepLast() {
    if (checkpoints != null) {
      checkpoints.takeLast(run, secondsSoFar(), List.copyOf(curve));
    }
  }

  private double secondsSoFar() {
    return (resting ? runningNanos : runningNanos + System.nanoTime() - startedAt) / 1e9;
  }

  private void startRunning() {
    startedAt = System.nanoTime();
    resting = false;
  }

  private void stopRunning() {
    runningNanos += System.nanoTime() - startedAt;
    resting = true;
  }

  private TestResult test() {
    testing = true;
    return run.test(this::isMeasuringGivenUp);
  }

  private void evaluate() {
    EvaluationPoint point = run.evaluate(this::isEvaluationGivenUp);
    while (point == null && !cancelled) {
      rest(() -> !held);
      point = run.evaluate(this::isEvaluationGivenUp);
    }
    if (point != null) {
      curve.add(point);
      listener.evaluated(point);
    }
  }

  private boolean isEvaluationGivenUp() {
    return isMeasuringGivenUp() || held;
  }

  /**
   * Asked again and again while something is measured: so copies of the networks come meanwhile.
   */
  private boolean isMeasuringGivenUp() {
    if (Thread.currentThread() == thread) {
      deliver();
    }
    return cancelled;
  }

  private void waitForTurn() {
    serve();
    synchronized (gate) {
      if (mayStep()) {
        return;
      }
    }
    rest(this::mayStep);
  }

  private void serve() {
    deliver();
    keepIfDue();
  }

  /** Waits until it may go on, and hands out copies of the networks meanwhile. */
  private void rest(BooleanSupplier mayGoOn) {
    stopRunning();
    while (!cancelled && !await(mayGoOn)) {
      serve();
    }
    startRunning();
  }

  /** Waits until it may go on, or somebody wants something else, and returns which. */
  private boolean await(BooleanSupplier mayGoOn) {
    synchronized (gate) {
      boolean goOn = mayGoOn.getAsBoolean();
      waiting = !goOn;
      while (!goOn && !cancelled && !isSnapshotWanted() && !isCheckpointDue()) {
        try {
          gate.wait(millisToWait());
        } catch (InterruptedException asked) {
          cancelled = true;
          Thread.currentThread().interrupt();
        }
        goOn = mayGoOn.getAsBoolean();
      }
      waiting = !goOn && !cancelled;
      return goOn;
    }
  }

  private boolean isSnapshotWanted() {
    return mailboxes.stream().anyMatch(SnapshotMailbox::isWanted);
  }

  /** Returns 0 while there is nothing to wait for but others. */
  private long millisToWait() {
    long step = millisToNextStep();
    long checkpoint =
        checkpoints == null ? 0 : checkpoints.millisUntilDue(run.steps(), curve.size());
    return step == 0 || checkpoint == 0 ? step + checkpoint : Math.min(step, checkpoint);
  }

  /** Returns 0 while there is no next step. */
  private long millisToNextStep() {
    return isAllowed() ? Math.max(1, (nextStepAt - System.nanoTime()) / 1_000_000) : 0;
  }

  private boolean isAllowed() {
    return !paused || stepsAllowed > 0;
  }

  /** Returns whether a step may be done now, and counts it. */
  private boolean mayStep() {
    if (cancelled || !isAllowed() || !isDue()) {
      return false;
    }
    if (paused) {
      stepsAllowed--;
    }
    return true;
  }

  private boolean isDue() {
    if (Double.isInfinite(stepsPerSecond)) {
      return true;
    }
    long now = System.nanoTime();
    if (now < nextStepAt) {
      return false;
    }
    // Waits last whole milliseconds and more; what was lost by that is made up for.
    nextStepAt = Math.max(nextStepAt, now - MOST_LAG_NANOS) + (long) (1e9 / stepsPerSecond);
    return true;
  }
}
