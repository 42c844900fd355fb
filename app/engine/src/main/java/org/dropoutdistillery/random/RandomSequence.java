package org.dropoutdistillery.random;

import java.util.random.RandomGenerator;

/**
 * A cursor over the words of one key, for numbers that are drawn one after the other; what is made
 * of the words is the JDK's. Its whole state is the key and the position. Not for use by several
 * threads at once.
 */
public final class RandomSequence implements RandomGenerator {
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

  @Override
  public long nextLong() {
    return Keys.word(key, position++);
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
