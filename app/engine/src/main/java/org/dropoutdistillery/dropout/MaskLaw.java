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

  /**
   * Writes the factors of one mask, a pure function of {@code key}, into {@code factors[first]} and
   * on. Does not allocate; any thread may call it.
   *
   * @param key of the mask, from {@link MaskSource}
   * @param units number of factors
   */
  void fill(long key, float[] factors, int first, int units);
}
