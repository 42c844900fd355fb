package org.dropoutdistillery.desktop.app;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/**
 * Does something on the thread of JavaFX again and again. Unlike an animation it asks for no
 * pulses: each of those goes through all nodes of the window, sixty times a second, for nothing.
 */
final class Ticker implements AutoCloseable {
  private final Timer clock = new Timer("distillery-ticker", true);

  /**
   * @param interval between two times; one that comes while the last still waits is left out
   */
  void start(Duration interval, Runnable task) {
    AtomicBoolean waiting = new AtomicBoolean();
    Runnable tick =
        () -> {
          waiting.set(false);
          task.run();
        };
    TimerTask send =
        new TimerTask() {
          @Override
          public void run() {
            if (!waiting.getAndSet(true)) {
              Platform.runLater(tick);
            }
          }
        };
    clock.schedule(send, 0, interval.toMillis());
  }

  @Override
  public void close() {
    clock.cancel();
  }
}
