package org.dropoutdistillery.desktop.averaging;

import org.dropoutdistillery.desktop.averaging.Subject.Place;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.SnapshotFeed;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.AveragingStudy;
import org.dropoutdistillery.run.RunProgress;
import org.dropoutdistillery.run.Snapshot;

/**
 * What page Averaging says and shows. Measures the networks whenever they are at rest, once for
 * each step they rest at, and when it is asked to. Nothing is computed unless {@link #refresh} is
 * called again and again.
 */
final class AveragingModel {
  private final Workbench workbench;
  private final SnapshotFeed feed;
  private long run;
  private AveragingJob job;
  private boolean waiting;
  // What was measured last, or was to be: it is not tried again unless somebody asks.
  private Place tried;
  private Place measuredAt;
  private AveragingStudy.Result result;

  /**
   * What there is to see.
   *
   * @param headline the sentence that leads
   * @param details what follows it; may be empty
   * @param source which rows were measured, and when; empty without a result
   * @param result measured last in this run; null for nothing
   * @param activity what is being measured; empty if nothing is
   * @param progress of that, in [0, 1]
   * @param canMeasure whether there is something to measure, and time
   */
  record View(
      String headline,
      String details,
      String source,
      AveragingStudy.Result result,
      String activity,
      double progress,
      boolean canMeasure) {
    boolean isMeasuring() {
      return !activity.isEmpty();
    }
  }

  AveragingModel(Workbench workbench) {
    this.workbench = workbench;
    feed = workbench.newFeed();
    workbench
        .state()
        .addListener(
            (property, before, now) -> {
              if (now == RunState.PREPARING) {
                forget();
              }
            });
  }

  /** Goes over to another run. */
  private void forget() {
    run++;
    waiting = false;
    tried = null;
    measuredAt = null;
    result = null;
    if (job != null) {
      job.cancel();
    }
  }

  /** Takes in what is new, goes on measuring or begins to, and returns what there is to see. */
  View refresh() {
    if (job != null) {
      job.want();
      if (job.isOver()) {
        AveragingJob ended = job;
        job = null;
        takeIn(ended);
      }
    }
    if (waiting) {
      begin();
    } else if (job == null && isAtRest() && !place().equals(tried)) {
      measure();
    }
    return view();
  }

  /** Measures the networks as they are now, though training goes on, or though it was cancelled. */
  void measure() {
    if (canMeasure()) {
      waiting = true;
      if (state() != RunState.FINISHED) {
        feed.request();
      }
      begin();
    }
  }

  /** Ends the measurement that goes on; the networks of this step are left alone then. */
  void cancel() {
    if (waiting) {
      waiting = false;
      tried = place();
    }
    if (job != null) {
      job.cancel();
    }
  }

  void takeIn(AveragingJob ended) {
    if (ended.subject().place().run() != run) {
      return;
    }
    if (ended.failure() != null) {
      workbench
          .messages()
          .failure("What more passes are worth could not be measured", ended.failure());
    } else if (ended.result() != null) {
      result = ended.result();
      measuredAt = ended.subject().place();
    } else if (!ended.isCancelled()) {
      tried = null; // the page did not show for a while
    }
  }

  /** Begins with the networks, once they are there. */
  private void begin() {
    if (state() == RunState.FINISHED) {
      start(Subject.of(run, workbench.data().get(), workbench.result().get().outcome()));
    } else if (state().isOver()) {
      waiting = false;
    } else {
      begin(feed.take());
    }
  }

  private void begin(Snapshot copy) {
    if (copy == null) {
      return;
    }
    if (isAtRest() && copy.step() != place().step()) {
      feed.request(); // it was taken before the last step, which was under way
    } else {
      start(Subject.of(run, workbench.data().get(), copy));
    }
  }

  private void start(Subject subject) {
    waiting = false;
    tried = subject.place();
    boolean training = state() == RunState.RUNNING;
    job = new AveragingJob(subject, training ? 1 : Runtime.getRuntime().availableProcessors());
    job.start();
  }

  private RunState state() {
    return workbench.state().get();
  }

  private boolean isAtRest() {
    return hasLearned() && (state() == RunState.PAUSED || state() == RunState.FINISHED);
  }

  private boolean canMeasure() {
    boolean networks = isAtRest() || (hasLearned() && state() == RunState.RUNNING);
    return networks && job == null && !waiting;
  }

  private boolean hasLearned() {
    RunProgress progress = workbench.progress().get();
    return progress != null && progress.steps() > 0;
  }

  private Place place() {
    return new Place(run, workbench.progress().get().steps(), state() == RunState.FINISHED);
  }

  private View view() {
    String activity = activity();
    double progress = job == null ? 0 : job.progress();
    if (result == null) {
      String reason = AveragingWords.without(state(), hasLearned(), !activity.isEmpty());
      String next = AveragingWords.next(state(), hasLearned(), !activity.isEmpty());
      return new View(reason, next, "", null, activity, progress, canMeasure());
    }
    return new View(
        AveragingWords.student(result),
        AveragingWords.enough(result),
        AveragingWords.source(result, measuredAt),
        result,
        activity,
        progress,
        canMeasure());
  }

  private String activity() {
    if (job != null && !job.isCancelled()) {
      return AveragingWords.measuring(job.subject().place(), job.progress());
    }
    return waiting ? "Waiting for a copy of the networks" : "";
  }
}
