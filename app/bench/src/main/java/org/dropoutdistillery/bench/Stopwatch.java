package org.dropoutdistillery.bench;

/** Adds up how long something took that is done in turns with something else. */
final class Stopwatch {
  private long nanos;
  private long count;

  void time(int times, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    nanos += System.nanoTime() - start;
    count += times;
  }

  void reset() {
    nanos = 0;
    count = 0;
  }

  /** Returns the mean time of one, in ms; NaN if none was timed. */
  double millis() {
    return nanos / 1e6 / count;
  }
}
