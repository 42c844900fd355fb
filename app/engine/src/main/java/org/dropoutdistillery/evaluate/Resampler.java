package org.dropoutdistillery.evaluate;

import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;

/**
 * Draws rows with replacement. Resample b of a seed is the same whatever was drawn before, so every
 * measure of one report sees the same resamples.
 */
final class Resampler {
  private final long key;
  private final int[] chosen;
  private final RandomSequence random = new RandomSequence(0);

  Resampler(int rows, long seed) {
    key = Stream.BOOTSTRAP.key(seed);
    chosen = new int[rows];
  }

  /** Returns [rows] row numbers, in an array that the next call writes over. */
  int[] draw(int resample) {
    random.restart(Keys.child(key, resample));
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = random.nextInt(chosen.length);
    }
    return chosen;
  }

  /**
   * @throws IllegalArgumentException if the tails of {@code confidence} hold less than one of the
   *     {@code resamples}
   */
  static void requireEnough(int resamples, double confidence) {
    NormalQuantile.requireConfidence(confidence);
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
