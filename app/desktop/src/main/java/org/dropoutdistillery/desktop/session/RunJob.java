package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
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

    /** Its checkpoints cannot be written. */
    record NotKept(String problem) implements Event {}

    /** It could not begin, or something broke. */
    record Failed(Throwable cause) implements Event {}
  }

  private final RunStart start;
  private final Function<Recipe, RunData> loader;
  private final Workers workers;
  private final RunArchive archive;
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private volatile boolean left;
  private volatile boolean cancelled;
  private volatile RunDriver driver;

  RunJob(RunStart start, Function<Recipe, RunData> loader, Workers workers, RunArchive archive) {
    this.start = start;
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

  /** Ends it likewise, but keeps how far it came, so that somebody may go on with it. */
  void leave() {
    left = true;
    cancel();
  }

  @Override
  public void run() {
    Checkpoints checkpoints = start.checkpoints(archive);
    boolean worthKeeping = true;
    try {
      worthKeeping = drive(checkpoints);
    } catch (IOException | RuntimeException | Error broken) {
      events.add(new Event.Failed(broken));
    } finally {
      letGo(checkpoints, worthKeeping);
      tidyUp();
    }
  }

  private static void letGo(Checkpoints checkpoints, boolean keep) {
    try {
      if (checkpoints != null) {
        checkpoints.close(keep);
      }
    } catch (IOException stays) {
      // It is offered at the next start, and can be given up then.
    }
  }

  /** Returns whether there is something that somebody may go on with. */
  private boolean drive(Checkpoints checkpoints) throws IOException {
    if (cancelled) {
      return left;
    }
    RunData data = start.data(loader);
    RunDriver made = new RunDriver(start.run(data, workers), this, true);
    driver = made;
    if (cancelled) {
      return left;
    }
    start.changes().forEach(this::changed);
    start.curve().forEach(this::evaluated);
    events.add(new Event.Prepared(data, made));
    if (checkpoints == null) {
      return end(made.drive(), data);
    }
    checkpoints.of(data);
    return end(driveKept(made, checkpoints), data);
  }

  private RunOutcome driveKept(RunDriver made, Checkpoints checkpoints) {
    try (CheckpointWriter writer =
        new CheckpointWriter(
            checkpoints,
            CheckpointWriter.SECONDS,
            problem -> events.add(new Event.NotKept(problem.getMessage())))) {
      made.keepWith(writer);
      return made.drive();
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

  /** Returns whether there is something that is kept nowhere else. */
  private boolean end(RunOutcome outcome, RunData data) {
    if (cancelled) {
      return left;
    }
    if (start.source() != null) {
      events.add(new Event.Ended(outcome, start.source(), null));
      return false;
    }
    try {
      events.add(new Event.Ended(outcome, archive.save(outcome, data, start.origin()), null));
      return false;
    } catch (IOException notWritten) {
      events.add(new Event.Ended(outcome, null, notWritten.getMessage()));
      return true;
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
