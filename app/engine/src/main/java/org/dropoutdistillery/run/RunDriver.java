package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs, pauses, steps and cancels one run. {@link #drive} owns the run and its networks and belongs
 * to one thread; every other method may be called from any.
 */
public final class RunDriver {
  private final Run run;
  private final RunListener listener;
  private final List<EvaluationPoint> curve = new ArrayList<>();
  private final Object gate = new Object();
  private boolean paused;
  private long stepsAllowed;
  private final Map<String, Double> pending = new LinkedHashMap<>();
  private volatile boolean cancelled;
  private volatile long steps;
  private volatile boolean testing;
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
  }

  /** Returns how far the run is; never waits. */
  public RunProgress progress() {
    long done = steps;
    return new RunProgress(run.phaseAfter(done), done, run.totalSteps(), testing);
  }

  /** Stops before the next step. */
  public void pause() {
    synchronized (gate) {
      paused = true;
      stepsAllowed = 0;
    }
  }

  /** Goes on until the end or the next pause. */
  public void resume() {
    synchronized (gate) {
      paused = false;
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
      gate.notifyAll();
    }
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
    startedAt = System.nanoTime();
    TestResult test = null;
    TrainingDivergedException divergence = null;
    try {
      train(lastStep);
      test = cancelled || !run.isTrained() ? null : test();
    } catch (TrainingDivergedException diverged) {
      divergence = diverged;
    }
    runningNanos += System.nanoTime() - startedAt;
    return new RunOutcome(
        run.recipe(),
        run.steps(),
        run.totalSteps(),
        runningNanos / 1e9,
        List.copyOf(curve),
        test,
        divergence == null ? run.teacherSnapshot() : run.lastGoodTeacher(),
        divergence == null ? run.studentSnapshot() : run.lastGoodStudent(),
        divergence);
  }

  private void train(long lastStep) {
    if (run.steps() == 0) {
      evaluate();
    }
    while (!cancelled && run.steps() < lastStep) {
      waitForTurn();
      if (cancelled) {
        break;
      }
      applyPending();
      run.step();
      steps = run.steps();
      if (run.evaluationIsDue()) {
        evaluate();
      }
    }
  }

  private TestResult test() {
    testing = true;
    return run.test(() -> cancelled);
  }

  private void evaluate() {
    EvaluationPoint point = run.evaluate(() -> cancelled);
    if (point != null) {
      curve.add(point);
      listener.evaluated(point);
    }
  }

  private void waitForTurn() {
    synchronized (gate) {
      if (mayStep()) {
        return;
      }
      runningNanos += System.nanoTime() - startedAt;
      boolean interrupted = false;
      while (!cancelled && !mayStep()) {
        try {
          gate.wait();
        } catch (InterruptedException asked) {
          interrupted = true;
          cancelled = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      startedAt = System.nanoTime();
    }
  }

  private boolean mayStep() {
    if (!paused) {
      return true;
    }
    if (stepsAllowed == 0) {
      return false;
    }
    stepsAllowed--;
    return true;
  }
}
