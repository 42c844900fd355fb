package org.dropoutdistillery.random;

/**
 * 64-bit keys of random sequences, and the words of a sequence.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014; constants: Stafford's variant 13). Word {@code i}
 * of key {@code k} is what a SplitMix64 generator started at {@code k} gives at its call {@code i}.
 */
public final class Keys {
  /** The odd number nearest to 2^64 divided by the golden ratio. */
  public static final long GOLDEN = 0x9E3779B97F4A7C15L;

  // (i + 1)·GOLDEN: what word i adds to its key.
  private static final long[] MULTIPLES = multiples(1024);

  private Keys() {}

  private static long[] multiples(int count) {
    long[] multiples = new long[count];
    for (int i = 0; i < count; i++) {
      multiples[i] = (i + 1) * GOLDEN;
    }
    return multiples;
  }

  /** Returns the key of the {@code index}-th child of {@code key}; both may be any number. */
  public static long child(long key, long index) {
    return mix(mix(key + GOLDEN) ^ mix(index * GOLDEN + 0xD1B54A32D192ED03L));
  }

  /** Returns word {@code index} of the sequence of {@code key}: 64 uniform bits. */
  public static long word(long key, long index) {
    return mix(key + (index + 1) * GOLDEN);
  }

  /**
   * Writes neighbouring words of several keys, key after key, from the start of {@code words} on:
   * the same that {@link #word} gives one by one, several times faster.
   *
   * @param keys the first {@code count} of them
   * @param first index of the first word of each key
   * @param wordsPerKey how many of each key
   */
  public static void words(long[] keys, int count, long first, int wordsPerKey, long[] words) {
    for (int k = 0; k < count; k++) {
      for (int done = 0; done < wordsPerKey; done += MULTIPLES.length) {
        int part = Math.min(MULTIPLES.length, wordsPerKey - done);
        start(keys[k] + (first + done) * GOLDEN, words, k * wordsPerKey + done, part);
      }
    }
    mixAll(words, count * wordsPerKey);
  }

  // Both loops touch one array only: one that read another of the same type, from another index on,
  // would not be vectorised.
  private static void start(long key, long[] words, int target, int count) {
    System.arraycopy(MULTIPLES, 0, words, target, count);
    for (int i = 0; i < count; i++) {
      words[target + i] += key;
    }
  }

  private static void mixAll(long[] words, int count) {
    for (int i = 0; i < count; i++) {
      words[i] = mix(words[i]);
    }
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
