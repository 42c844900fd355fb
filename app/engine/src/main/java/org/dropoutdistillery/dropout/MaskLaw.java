package org.dropoutdistillery.dropout;

import org.dropoutdistillery.random.Keys;

/**
 * The distribution of the factors by which dropout multiplies the units of a layer. Dropout is
 * inverted everywhere: factors have mean 1, so a pass without masks needs no scaling.
 *
 * <p>A word of 64 random bits gives the factors of two units. Word i of a mask's key belongs to
 * units 2i and 2i + 1, so that a mask is a pure function of its key. All methods may be called by
 * any thread; none allocates.
 */
public interface MaskLaw {
  /** Returns the law that drops nothing. */
  static MaskLaw none() {
    return Bernoulli.NONE;
  }

  /** Returns whether every factor is 1, so that there is nothing to draw. */
  boolean isIdentity();

  /**
   * Returns the factors of two units, as float bits: the even unit's in the lower half.
   *
   * @param word 64 uniform bits
   */
  long factorPair(long word);

  /** Replaces each of the first {@code count} words by its {@link #factorPair}. */
  default void factorPairs(long[] words, int count) {
    for (int i = 0; i < count; i++) {
      words[i] = factorPair(words[i]);
    }
  }

  /** Writes the factors of the first {@code units} units; see the general form. */
  default void fill(long key, float[] factors, int first, int units) {
    fill(key, 0, factors, first, units);
  }

  /**
   * Writes the factors of some units of one mask into {@code factors[first]} and on. {@link
   * RowMasks} draws the same factors for many rows in less time.
   *
   * @param key of the mask, from {@link MaskSource}
   * @param firstUnit an even number
   * @param units number of factors
   */
  default void fill(long key, int firstUnit, float[] factors, int first, int units) {
    for (int i = 0; i < units; i += 2) {
      long pair = factorPair(Keys.word(key, (firstUnit + i) / 2));
      factors[first + i] = Float.intBitsToFloat((int) pair);
      if (i + 1 < units) {
        factors[first + i + 1] = Float.intBitsToFloat((int) (pair >>> 32));
      }
    }
  }
}
