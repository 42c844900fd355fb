package org.dropoutdistillery.desktop.averaging;

import org.dropoutdistillery.run.AveragingStudy;
import org.dropoutdistillery.tensor.Workers;

/** One study in the background. It ends by itself soon after nobody has asked for it any more. */
final class AveragingJob {
  private static final long PATIENCE_NANOS = 2_000_000_000;

  private final Subject subject;
  private final int threads;
  private final Thread thread;
  private volatile long wantedAt = System.nanoTime();
  private volatile boolean cancelled;
  private volatile double progress;
  private volatile AveragingStudy.Result result;
  private volatile Throwable failure;

  /**
   * @param subject whose networks do not change until this is over
   * @param threads to use, at least 1
   */
  AveragingJob(Subject subject, int threads) {
    this.subject = subject;
    this.threads = threads;
    thread = new Thread(this::measure, "distillery-averaging");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void measure() {
    try (Workers workers = new Workers(threads)) {
      AveragingStudy study =
          new AveragingStudy(
              subject.settings(),
              subject.data(),
              subject.rowIds(),
              subject.teacher(),
              subject.student(),
              workers);
      result = study.run(share -> progress = share, this::isToEnd);
    } catch (RuntimeException | Error broken) {
      failure = broken;
    }
  }

  private boolean isToEnd() {
    return cancelled || System.nanoTime() - wantedAt > PATIENCE_NANOS;
  }

  /** Says that somebody still waits for it. */
  void want() {
    wantedAt = System.nanoTime();
  }

  /** Ends it between two passes. */
  void cancel() {
    cancelled = true;
  }

  /** Returns whether somebody ended it. */
  boolean isCancelled() {
    return cancelled;
  }

  boolean isOver() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  Subject subject() {
    return subject;
  }

  /** Returns the share that is done, in [0, 1]. */
  double progress() {
    return progress;
  }

  /** Returns what came out; null before that, or if it ended without. */
  AveragingStudy.Result result() {
    return result;
  }

  /** Returns what broke; null if nothing did. */
  Throwable failure() {
    return failure;
  }
}
