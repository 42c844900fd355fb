package org.dropoutdistillery.run;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands copies of a run's networks from the thread that trains to one that looks, without either
 * waiting for the other. A copy is made only when it was asked for, between two steps; of several
 * only the last is kept. Three copies are in use at most, again and again.
 */
public final class SnapshotMailbox {
  private final Deque<Snapshot> free = new ArrayDeque<>();
  private volatile boolean wanted;
  private Snapshot latest;
  private Snapshot taken;

  /** Asks for a copy as soon as a step is done, or at once while the run waits. */
  void request() {
    wanted = true;
  }

  boolean isWanted() {
    return wanted;
  }

  void put(Run run) {
    wanted = false;
    Snapshot filled = emptySlot(run);
    filled.take(run);
    synchronized (this) {
      if (latest != null) {
        free.add(latest);
      }
      latest = filled;
    }
  }

  private Snapshot emptySlot(Run run) {
    synchronized (this) {
      if (!free.isEmpty()) {
        return free.remove();
      }
    }
    return run.newSnapshot();
  }

  /**
   * Returns the latest copy, or null if there is none since the last call. What was returned before
   * is given back.
   */
  public synchronized Snapshot take() {
    if (latest == null) {
      return null;
    }
    if (taken != null) {
      free.add(taken);
    }
    taken = latest;
    latest = null;
    return taken;
  }
}
