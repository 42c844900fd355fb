package org.dropoutdistillery.dropout;

/**
 * The distribution of the factors by which dropout multiplies the units of a layer. Dropout is
 * inverted everywhere: factors have mean 1, so a pass without masks needs no scaling.
 */
public interface MaskLaw {
  /** Returns the law that drops nothing. */
  static MaskLaw none() {
    return Bernoulli.NONE;
  }

  /** Returns whether every factor is 1, so that there is nothing to draw. */
  boolean isIdentity();

  /** Writes the factors of the first {@code units} units; see the general form. */
  default void fill(long key, float[] factors, int first, int units) {
    fill(key, 0, factors, first, units);
  }

  /**
   * Writes the factors of some units of one mask, a pure function of {@code key} and unit, into
   * {@code factors[first]} and on. Does not allocate; any thread may call it.
   *
   * @param key of the mask, from {@link MaskSource}
   * @param firstUnit an even number
   * @param units number of factors
   */
  void fill(long key, int firstUnit, float[] factors, int first, int units);
}
