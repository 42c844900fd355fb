package org.dropoutdistillery.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps checkpoints of a run now and then, off the path of its training: its driver only copies
 * numbers, between two steps and when the last checkpoint is written; a thread of this writer does
 * the rest. What cannot be written is said once and never stops a run.
 */
public final class CheckpointWriter implements AutoCloseable {
  /** Seconds from one checkpoint to the next. */
  public static final double SECONDS = 5;

  private static final int BUSY_MILLIS = 50;
  private static final long PATIENCE_SECONDS = 20;

  private final CheckpointSink sink;
  private final long pauseNanos;
  private final Consumer<IOException> onFailure;
  private final CheckpointState state = new CheckpointState();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(CheckpointWriter::newThread);
  private final Object idle = new Object();
  private boolean busy;
  private volatile RuntimeException broken;
  private boolean failed;
  private long nextAt = System.nanoTime();
  private long takenSteps = -1;
  private int takenEvaluations;

  /**
   * @param seconds from one checkpoint to the next, from 0; the first is taken at once
   * @param onFailure hears, on the thread of the writer, of the first that could not be written
   */
  public CheckpointWriter(CheckpointSink sink, double seconds, Consumer<IOException> onFailure) {
    this.sink = sink;
    this.onFailure = onFailure;
    pauseNanos = (long) (seconds * 1e9);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "checkpoints");
    thread.setDaemon(true);
    return thread;
  }

  /** Returns whether a checkpoint should be taken now. */
  boolean isDue(long steps, int evaluations) {
    return isNew(steps, evaluations) && System.nanoTime() - nextAt >= 0 && !isBusy();
  }

  private boolean isNew(long steps, int evaluations) {
    return steps != takenSteps || evaluations != takenEvaluations;
  }

  /** Returns how long to wait for the next time that one is due; 0 while there is nothing new. */
  long millisUntilDue(long steps, int evaluations) {
    if (!isNew(steps, evaluations)) {
      return 0;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(nextAt - System.nanoTime()) + 1;
    return isBusy() ? Math.max(BUSY_MILLIS, millis) : Math.max(1, millis);
  }

  private boolean isBusy() {
    synchronized (idle) {
      return busy;
    }
  }

  /** Takes a checkpoint, which is then written. */
  void take(Run run, double seconds, List<EvaluationPoint> curve) {
    if (broken != null) {
      throw broken;
    }
    takenSteps = run.steps();
    takenEvaluations = curve.size();
    nextAt = System.nanoTime() + pauseNanos;
    Checkpoint checkpoint = run.checkpoint(seconds, curve, state);
    synchronized (idle) {
      busy = true;
    }
    thread.execute(() -> write(checkpoint));
  }

  /** Takes a checkpoint of what is not in the last one, as soon as that is written. */
  void takeLast(Run run, double seconds, List<EvaluationPoint> curve) {
    if (isNew(run.steps(), curve.size()) && awaitIdle()) {
      take(run, seconds, curve);
    }
  }

  private void write(Checkpoint checkpoint) {
    try {
      // Where training has diverged already, the run will say so when it does the next step again.
      if (checkpoint.state().isFinite()) {
        sink.write(checkpoint);
      }
    } catch (IOException notWritten) {
      if (!failed) {
        failed = true;
        onFailure.accept(notWritten);
      }
    } catch (RuntimeException fault) {
      broken = fault;
    } finally {
      synchronized (idle) {
        busy = false;
        idle.notifyAll();
      }
    }
  }

  /** Returns whether all is written; a disk that hangs does not hold up a run for ever. */
  private boolean awaitIdle() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (idle) {
      while (busy && System.nanoTime() - end < 0) {
        try {
          idle.wait(BUSY_MILLIS);
        } catch (InterruptedException asked) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return !busy;
    }
  }

  /** Waits until what was taken is written. No more can be taken then. */
  @Override
  public void close() {
    awaitIdle();
    thread.shutdown();
  }
}
