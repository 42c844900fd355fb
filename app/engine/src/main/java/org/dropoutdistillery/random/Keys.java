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

  private Keys() {}

  /** Returns the key of the {@code index}-th child of {@code key}; both may be any number. */
  public static long child(long key, long index) {
    return mix(mix(key + GOLDEN) ^ mix(index * GOLDEN + 0xD1B54A32D192ED03L));
  }

  /** Returns word {@code index} of the sequence of {@code key}: 64 uniform bits. */
  public static long word(long key, long index) {
    return mix(key + (index + 1) * GOLDEN);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
