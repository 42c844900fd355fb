package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.Stream;

/**
 * Draws rows with replacement and gives how often each was drawn: sums over a resample then walk
 * through memory in order. Resample b of a seed is the same whatever was drawn before, so every
 * measure of one report sees the same resamples.
 */
final class Resampler {
  private static final long LOW_HALF = 0xFFFFFFFFL;

  private final long key;
  private final int rows;

  Resampler(int rows, long seed) {
    this(rows, seed, 0);
  }

  /**
   * @param way numbers independent ways of resampling under one seed
   */
  Resampler(int rows, long seed, int way) {
    long base = Stream.BOOTSTRAP.key(seed);
    key = way == 0 ? base : Keys.child(base, -way);
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  /**
   * Returns the first {@code resamples} of them, [resamples][rows].
   *
   * @throws CancellationException if cancelled
   */
  byte[][] drawAll(int resamples, BooleanSupplier cancelled) {
    byte[][] all = new byte[resamples][rows];
    for (int b = 0; b < resamples; b++) {
      requireWanted(cancelled);
      draw(b, all[b]);
    }
    return all;
  }

  /**
   * Puts into {@code counts}, [rows], how often {@code resample} holds each row. A byte suffices: a
   * count is about Poisson with mean 1, and 128 of the same row never happens.
   */
  void draw(int resample, byte[] counts) {
    Arrays.fill(counts, (byte) 0);
    long words = Keys.child(key, resample);
    // Two rows from each word: a half times the number of rows, without its fraction. A row's
    // probability is off by at most 2^−32.
    for (int i = 0; i < rows; i += 2) {
      long word = Keys.word(words, i >> 1);
      counts[share(word >>> 32)]++;
      if (i + 1 < rows) {
        counts[share(word & LOW_HALF)]++;
      }
    }
  }

  private int share(long half) {
    return (int) ((half * rows) >>> 32);
  }

  /**
   * To be called between resamples, since thousands of them take a tenth of a second.
   *
   * @throws CancellationException if cancelled
   */
  static void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("nobody waits for these resamples any more");
    }
  }

  /**
   * @throws IllegalArgumentException if the tails of {@code confidence} hold less than one of the
   *     {@code resamples}
   */
  static void requireEnough(int resamples, double confidence) {
    Quantiles.requireConfidence(confidence);
    int least = leastResamples(confidence);
    if (resamples < least) {
      throw new IllegalArgumentException(
          "resamples: %d, expected at least %d at confidence %s"
              .formatted(resamples, least, confidence));
    }
  }

  static int leastResamples(double confidence) {
    return (int) Math.ceil(2 / (1 - confidence) - 1 - 1e-6);
  }
}
