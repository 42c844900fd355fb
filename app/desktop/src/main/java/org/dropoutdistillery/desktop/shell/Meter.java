package org.dropoutdistillery.desktop.shell;

/** Counts over about a second: steps done, and time that the display took. No toolkit. */
final class Meter {
  private static final long WINDOW_NANOS = 1_000_000_000;

  private long since = Long.MIN_VALUE;
  private long stepsThen;
  private long busy;
  private double stepsPerSecond;
  private double displayShare;

  /** Adds time that the display took. */
  void addBusy(long nanos) {
    busy += nanos;
  }

  /**
   * Takes a look at the clock.
   *
   * @param steps of the run; fewer than before where it was begun anew
   * @return whether the figures are new
   */
  boolean tick(long nanoTime, long steps) {
    if (since == Long.MIN_VALUE || steps < stepsThen) {
      begin(nanoTime, steps);
      stepsPerSecond = 0;
      return true;
    }
    long passed = nanoTime - since;
    if (passed < WINDOW_NANOS) {
      return false;
    }
    stepsPerSecond = (steps - stepsThen) * 1e9 / passed;
    displayShare = (double) busy / passed;
    begin(nanoTime, steps);
    return true;
  }

  private void begin(long nanoTime, long steps) {
    since = nanoTime;
    stepsThen = steps;
    busy = 0;
  }

  double stepsPerSecond() {
    return stepsPerSecond;
  }

  /** Returns the display's share of the time of one processor, in [0, 1]. */
  double displayShare() {
    return Math.min(1, displayShare);
  }
}
