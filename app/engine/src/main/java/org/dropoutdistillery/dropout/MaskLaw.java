package org.dropoutdistillery.dropout;

import org.dropoutdistillery.random.Keys;

/**
 * The distribution of the factors by which dropout multiplies the units of a layer. Dropout is
 * inverted everywhere: factors have mean 1, so a pass without masks needs no scaling.
 *
 * <p>A mask is drawn, then spread: a word of 64 random bits gives two drawn numbers, word i of a
 * mask's key those numbered 2i and 2i + 1, so that a mask is a pure function of its key; and the
 * drawn numbers of a row give the factors of its units. An elementwise law draws the factors
 * themselves, each independent of the others. All methods may be called by any thread; none
 * allocates unless it says so.
 */
public interface MaskLaw {
  /** Returns the law that drops nothing. */
  static MaskLaw none() {
    return Bernoulli.NONE;
  }

  /** Returns whether every factor is 1, so that there is nothing to draw. */
  boolean isIdentity();

  /** Returns κ: a unit that is forced on has the factor 1/κ. */
  double keepProbability();

  /** Returns Var r, the variance of the factor of any one unit. */
  double factorVariance();

  /** Returns whether the drawn numbers are the factors, so that rows can be filled in parts. */
  default boolean isElementwise() {
    return true;
  }

  /**
   * Returns how many numbers are drawn for a row.
   *
   * @param units of the whole row
   * @throws IllegalArgumentException if the law is one of rows of another size
   */
  default int drawn(int units) {
    return units;
  }

  /**
   * Returns two drawn numbers, as float bits: the even one in the lower half.
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

  /**
   * Turns the drawn numbers of one row into the factors of its units.
   *
   * @param drawn {@link #drawn} numbers from index {@code from} on, which may be used up
   * @param spare room at the same indices, to work in
   * @param factors where to write, from index {@code first} on
   * @param units of the whole row
   */
  default void spread(
      float[] drawn, int from, float[] spare, float[] factors, int first, int units) {
    System.arraycopy(drawn, from, factors, first, units);
  }

  /**
   * Returns how an exact average can go through all masks of one row. Allocates.
   *
   * @param units of the whole row
   * @throws IllegalArgumentException if the law is one of rows of another size
   */
  default MaskEnumeration enumeration(int units) {
    return new MaskEnumeration.None();
  }

  /**
   * Writes the factors of one mask into {@code factors[first]} and on. Allocates if the law is not
   * elementwise; {@link RowMasks} does not, and draws the same factors for many rows in less time.
   *
   * @param key of the mask, from {@link MaskSource}
   * @param units of the whole row; of an elementwise law, of the first ones only
   * @throws IllegalArgumentException if the law is one of rows of another size
   */
  default void fill(long key, float[] factors, int first, int units) {
    if (isElementwise()) {
      fill(key, 0, factors, first, units);
      return;
    }
    float[] drawn = new float[drawn(units)];
    draw(key, 0, drawn, 0, drawn.length);
    spread(drawn, 0, new float[drawn.length], factors, first, units);
  }

  /**
   * Writes the factors of some units of one mask of an elementwise law into {@code factors[first]}
   * and on.
   *
   * @param key of the mask, from {@link MaskSource}
   * @param firstUnit an even number
   * @param units number of factors
   * @throws IllegalArgumentException if the law is not elementwise
   */
  default void fill(long key, int firstUnit, float[] factors, int first, int units) {
    DrawnRows.requireElementwise(this, firstUnit);
    draw(key, firstUnit, factors, first, units);
  }

  private void draw(long key, int firstNumber, float[] drawn, int first, int count) {
    for (int i = 0; i < count; i += 2) {
      long pair = factorPair(Keys.word(key, (firstNumber + i) / 2));
      drawn[first + i] = Float.intBitsToFloat((int) pair);
      if (i + 1 < count) {
        drawn[first + i + 1] = Float.intBitsToFloat((int) (pair >>> 32));
      }
    }
  }
}
