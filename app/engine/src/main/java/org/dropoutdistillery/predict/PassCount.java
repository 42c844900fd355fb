package org.dropoutdistillery.predict;

import java.util.concurrent.atomic.LongAdder;

/** How many rows of how many passes are done; any thread may add and ask. */
final class PassCount {
  private final LongAdder added = new LongAdder();
  private final long all;

  PassCount(int rows, int passes) {
    all = (long) rows * passes;
  }

  void add(int rows) {
    added.add(rows);
  }

  /** Returns the share that is done, in [0, 1]. */
  double share() {
    return (double) added.sum() / Math.max(1, all);
  }
}
