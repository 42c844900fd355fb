package org.dropoutdistillery.tensor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A few threads that share numbered tasks. Which worker takes a task is left to chance, so a task
 * must compute the same whoever does it; then results do not depend on the number of workers.
 *
 * <p>Worker 0 is the calling thread. One thread at a time may call {@link #run}. Between calls the
 * others spin briefly, since a training step hands out work every few microseconds, and then sleep.
 */
public final class Workers implements AutoCloseable {
  /** One numbered piece of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * @param index which piece, from 0
     * @param worker who does it, below {@link Workers#count}: for scratch space
     */
    void run(int index, int worker);
  }

  private static final int SPINS = 20_000;

  private final Thread[] threads;
  private final boolean[] asleep;
  // Upper half: the number of the call; lower half: tasks of it that nobody has taken yet.
  private final AtomicLong tickets = new AtomicLong();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private Task task;
  private volatile boolean closed;

  /**
   * @param count number of workers, the calling thread included, at least 1
   */
  public Workers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("workers: " + count + ", expected at least 1");
    }
    threads = new Thread[count - 1];
    asleep = new boolean[threads.length];
    for (int i = 0; i < threads.length; i++) {
      int worker = i + 1;
      threads[i] = new Thread(() -> work(worker), "distillery-worker-" + worker);
      threads[i].setDaemon(true);
      threads[i].start();
    }
  }

  /** Returns the number of workers, the calling thread included. */
  public int count() {
    return threads.length + 1;
  }

  /**
   * Runs tasks 0 to {@code tasks - 1} and returns when all are done. The last are started first.
   *
   * <p>What a task throws is thrown again here, the first of them where several fail.
   */
  public void run(int tasks, Task work) {
    if (threads.length == 0 || tasks <= 1) {
      for (int i = tasks - 1; i >= 0; i--) {
        work.run(i, 0);
      }
      return;
    }
    task = work;
    unfinished.set(tasks);
    long call = (tickets.get() >>> 32) + 1;
    tickets.set(call << 32 | tasks);
    wakeSleepers();
    takeTasks(call, 0);
    awaitOthers();
    task = null;
    Throwable failed = failure.getAndSet(null);
    if (failed instanceof Error error) {
      throw error;
    }
    if (failed != null) {
      throw (RuntimeException) failed;
    }
  }

  /** Whoever takes this long may have lost its processor to others, and can have this one. */
  @SuppressWarnings("ThreadPriorityCheck") // only how soon work is done hangs on it
  private void awaitOthers() {
    for (int i = 0; unfinished.get() > 0; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }

  private void work(int worker) {
    long seen = 0;
    while (!closed) {
      long call = awaitCallAfter(seen, worker - 1);
      if (call != seen) {
        takeTasks(call, worker);
        seen = call;
      }
    }
  }

  private long awaitCallAfter(long seen, int sleeper) {
    for (int i = 0; i < SPINS; i++) {
      long call = tickets.get() >>> 32;
      if (call != seen) {
        return call;
      }
      Thread.onSpinWait();
    }
    synchronized (asleep) {
      asleep[sleeper] = true;
    }
    while (!closed && tickets.get() >>> 32 == seen) {
      LockSupport.park(this);
    }
    synchronized (asleep) {
      asleep[sleeper] = false;
    }
    return tickets.get() >>> 32;
  }

  private void wakeSleepers() {
    synchronized (asleep) {
      for (int i = 0; i < threads.length; i++) {
        if (asleep[i]) {
          LockSupport.unpark(threads[i]);
        }
      }
    }
  }

  private void takeTasks(long call, int worker) {
    while (true) {
      long ticket = tickets.get();
      int left = (int) ticket;
      if (ticket >>> 32 != call || left == 0) {
        return;
      }
      // Once taken, the call cannot end before this task does, so `task` belongs to it.
      if (tickets.compareAndSet(ticket, ticket - 1)) {
        runTask(left - 1, worker);
      }
    }
  }

  private void runTask(int index, int worker) {
    try {
      task.run(index, worker);
    } catch (RuntimeException | Error thrown) {
      failure.compareAndSet(null, thrown);
    } finally {
      unfinished.decrementAndGet();
    }
  }
}
