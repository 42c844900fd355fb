package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunListener;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.tensor.Workers;

/** One run in the background, from its data to its outcome. What it tells lies in a queue. */
final class RunJob implements Runnable, RunListener {
  /** What a run tells. */
  sealed interface Event {
    /** The run can begin. */
    record Prepared(RunData data, RunDriver driver) implements Event {}

    record Evaluated(EvaluationPoint point) implements Event {}

    record Changed(LiveChange change) implements Event {}

    /**
     * @param saved the folder it was written into; null if it was not
     * @param problem why it was not written; null otherwise
     */
    record Ended(RunOutcome outcome, Path saved, String problem) implements Event {}

    /** It could not begin, or something broke. */
    record Failed(Throwable cause) implements Event {}
  }

  private final Recipe recipe;
  private final Function<Recipe, RunData> loader;
  private final Workers workers;
  private final RunArchive archive;
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private volatile boolean cancelled;
  private volatile RunDriver driver;

  RunJob(Recipe recipe, Function<Recipe, RunData> loader, Workers workers, RunArchive archive) {
    this.recipe = recipe;
    this.loader = loader;
    this.workers = workers;
    this.archive = archive;
  }

  /** Returns the next thing that it tells, or null. */
  Event poll() {
    return events.poll();
  }

  /** Ends it within a step, without a test. Any thread may call it. */
  void cancel() {
    cancelled = true;
    RunDriver current = driver;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void run() {
    if (cancelled) {
      return;
    }
    try {
      RunData data = loader.apply(recipe);
      RunDriver made = new RunDriver(new Run(recipe, data, workers), this, true);
      driver = made;
      if (cancelled) {
        return;
      }
      events.add(new Event.Prepared(data, made));
      end(made.drive(), data);
    } catch (RuntimeException | Error broken) {
      events.add(new Event.Failed(broken));
    } finally {
      tidyUp();
    }
  }

  /**
   * What a run leaves behind would stay: networks lie outside the heap, where the collector does
   * not see them, and the heap itself grows to its limit before the collector looks at what is old.
   */
  private void tidyUp() {
    if (driver != null && driver.progress().steps() > 0) {
      System.gc();
    }
  }

  private void end(RunOutcome outcome, RunData data) {
    if (cancelled) {
      return;
    }
    try {
      events.add(new Event.Ended(outcome, archive.save(outcome, data), null));
    } catch (IOException notWritten) {
      events.add(new Event.Ended(outcome, null, notWritten.getMessage()));
    }
  }

  @Override
  public void evaluated(EvaluationPoint point) {
    events.add(new Event.Evaluated(point));
  }

  @Override
  public void changed(LiveChange change) {
    events.add(new Event.Changed(change));
  }
}
