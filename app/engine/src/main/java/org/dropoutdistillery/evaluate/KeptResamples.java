package org.dropoutdistillery.evaluate;

import java.util.function.BooleanSupplier;

/** The first resamples of a seed, drawn once for all measures of the same rows. */
final class KeptResamples {
  private final int resamples;
  private final long seed;
  // Whoever fills it fills in the same numbers.
  private volatile byte[][] drawn = new byte[0][0];

  KeptResamples(int resamples, long seed) {
    this.resamples = resamples;
    this.seed = seed;
  }

  int count() {
    return resamples;
  }

  /**
   * Returns how often each holds each row, [resamples][rows].
   *
   * @throws java.util.concurrent.CancellationException if cancelled while they are drawn
   */
  byte[][] of(int rows, BooleanSupplier cancelled) {
    byte[][] counts = drawn;
    if (counts.length == 0 || counts[0].length != rows) {
      counts = new Resampler(rows, seed).drawAll(resamples, cancelled);
      drawn = counts;
    }
    return counts;
  }
}
