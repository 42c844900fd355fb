package org.dropoutdistillery.desktop.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * Builds charts on a thread of its own, one after the other. Charts that were asked for together
 * are drawn together: every frame of the window takes time from the training.
 */
final class ChartWorkshop {
  /** A chart that is built waits no longer for others than this. */
  private static final long MOST_NANOS = 50_000_000;

  private final Executor thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "distillery-charts");
            made.setDaemon(true);
            return made;
          });
  private final AtomicInteger waiting = new AtomicInteger();
  // These belong to the thread.
  private final List<Runnable> built = new ArrayList<>();
  private long firstAt;

  /** Does something slow there. */
  void execute(Runnable work) {
    thread.execute(work);
  }

  /**
   * Builds a chart there.
   *
   * @param build returns what draws it, on the thread of JavaFX
   */
  void build(Supplier<Runnable> build) {
    waiting.incrementAndGet();
    thread.execute(
        () -> {
          try {
            add(build.get());
          } finally {
            handOver(waiting.decrementAndGet() == 0);
          }
        });
  }

  private void add(Runnable draw) {
    if (built.isEmpty()) {
      firstAt = System.nanoTime();
    }
    built.add(draw);
  }

  private void handOver(boolean all) {
    if (!built.isEmpty() && (all || System.nanoTime() - firstAt > MOST_NANOS)) {
      List<Runnable> together = List.copyOf(built);
      built.clear();
      Platform.runLater(() -> drawAll(together));
    }
  }

  /** Draws the others even where one fails, which is then told as ever. */
  private static void drawAll(List<Runnable> together) {
    RuntimeException failed = null;
    for (Runnable draw : together) {
      try {
        draw.run();
      } catch (RuntimeException broken) {
        failed = broken;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
