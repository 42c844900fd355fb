package org.dropoutdistillery.bench.window;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;

/** Takes the times between the pulses of JavaFX. */
final class PulseMeter extends AnimationTimer {
  private final List<Long> intervals = new ArrayList<>();
  private long last;

  /** Starts it or stops it, on the thread of JavaFX. */
  PulseMeter begin(boolean on) {
    if (on) {
      start();
    } else {
      stop();
    }
    return this;
  }

  @Override
  public void handle(long ignored) {
    long now = System.nanoTime(); // the argument is the time that the pulse was meant for
    if (last != 0) {
      intervals.add(now - last);
    }
    last = now;
  }

  /** Returns a quantile of the intervals. */
  double millis(double quantile) {
    List<Long> sorted = intervals.stream().sorted().toList();
    return sorted.get((int) (quantile * (sorted.size() - 1))) / 1e6;
  }
}
