package org.dropoutdistillery.dropout;

/**
 * Each unit is dropped (factor 0) with probability {@code dropRate}, or kept with factor 1/κ, where
 * κ = 1 − dropRate; independently of the others (Srivastava et al., JMLR 2014).
 *
 * @param dropRate in [0, 1)
 */
public record Bernoulli(double dropRate) implements MaskLaw {
  static final Bernoulli NONE = new Bernoulli(0);

  /**
   * @throws IllegalArgumentException if {@code dropRate} is outside [0, 1)
   */
  public Bernoulli {
    DropRate.require(dropRate);
  }

  @Override
  public boolean isIdentity() {
    return dropRate == 0;
  }

  @Override
  public double keepProbability() {
    return 1 - dropRate;
  }

  /** (1 − κ)/κ. */
  @Override
  public double factorVariance() {
    return dropRate / keepProbability();
  }

  @Override
  public long factorPair(long word) {
    return factorPair(word, keptNumbers(keepProbability()), keptBits(keepProbability()));
  }

  @Override
  public void factorPairs(long[] words, int count) {
    factorPairs(words, count, keptNumbers(keepProbability()), keptBits(keepProbability()));
  }

  @Override
  public MaskEnumeration enumeration(int units) {
    return new MaskEnumeration.Switches(units, keepProbability());
  }

  /** Returns how many of the 2^32 numbers that may be drawn keep what has this probability. */
  static long keptNumbers(double keepProbability) {
    return Math.max(1, Math.round(keepProbability * 0x1p32));
  }

  /** Returns the bits of the factor 1/κ in both halves. */
  static long keptBits(double keepProbability) {
    long bits = Float.floatToRawIntBits((float) (1 / keepProbability));
    return bits | bits << 32;
  }

  static void factorPairs(long[] words, int count, long kept, long bits) {
    for (int i = 0; i < count; i++) {
      words[i] = factorPair(words[i], kept, bits);
    }
  }

  // Differences and shifts in place of a branch, which would be mispredicted half the time.
  static long factorPair(long word, long kept, long bits) {
    long even = ((word & 0xFFFFFFFFL) - kept) >> 63;
    long odd = ((word >>> 32) - kept) >> 63;
    return bits & (even >>> 32 | odd << 32);
  }
}
