package org.dropoutdistillery.random;

/**
 * A cursor over the words of one key, for numbers that are drawn one after the other. Its whole
 * state is the key and the position. Not for use by several threads at once.
 */
public final class RandomSequence {
  private long key;
  private long position;

  public RandomSequence(long key) {
    this.key = key;
  }

  /** Starts again at the first word of {@code newKey}, without allocating. */
  public void restart(long newKey) {
    key = newKey;
    position = 0;
  }

  public long nextLong() {
    return Keys.word(key, position++);
  }

  /** Returns a number in [0, 1) with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Returns a uniform number in [0, bound), without bias (Lemire, "Fast random integer generation
   * in an interval", 2019).
   *
   * @throws IllegalArgumentException if {@code bound} is not positive
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound: " + bound + ", expected a positive number");
    }
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xFFFFFFFFL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xFFFFFFFFL) < threshold) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Returns a standard normal number (Box and Muller's cosine form; two words each). */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
    return radius * Math.cos(2 * Math.PI * nextDouble());
  }

  /** Puts {@code values} into a uniformly random order (Fisher and Yates). */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
