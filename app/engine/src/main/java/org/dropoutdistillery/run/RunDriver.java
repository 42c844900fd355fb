package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;

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
  private volatile boolean cancelled;
  private volatile long steps;
  private volatile boolean testing;
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

  /** Ends the run within one step; what was measured so far is kept. */
  public void cancel() {
    cancelled = true;
    synchronized (gate) {
      gate.notifyAll();
    }
  }

  /**
   * Does all steps and evaluations, then the test, and returns what came out. Returns early,
   * without a test, after {@link #cancel}.
   *
   * @throws TrainingDivergedException if the loss is no number any more
   */
  public RunOutcome drive() {
    long start = System.nanoTime();
    if (run.steps() == 0) {
      evaluate();
    }
    while (!cancelled && !run.isTrained()) {
      start = waitForTurn(start);
      if (cancelled) {
        break;
      }
      run.step();
      steps = run.steps();
      if (run.evaluationIsDue()) {
        evaluate();
      }
    }
    TestResult test = cancelled ? null : test();
    runningNanos += System.nanoTime() - start;
    return new RunOutcome(
        run.recipe(),
        run.steps(),
        run.totalSteps(),
        runningNanos / 1e9,
        List.copyOf(curve),
        test,
        run.teacherSnapshot(),
        run.studentSnapshot());
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

  /** Returns the start of the running time that goes on. */
  private long waitForTurn(long start) {
    synchronized (gate) {
      if (mayStep()) {
        return start;
      }
      runningNanos += System.nanoTime() - start;
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
      return System.nanoTime();
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
