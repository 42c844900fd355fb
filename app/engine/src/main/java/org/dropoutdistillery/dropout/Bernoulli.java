package org.dropoutdistillery.dropout;

import org.dropoutdistillery.random.Keys;

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
    if (!(dropRate >= 0 && dropRate < 1)) {
      throw new IllegalArgumentException("dropRate: " + dropRate + ", expected a number in [0, 1)");
    }
  }

  public double keepProbability() {
    return 1 - dropRate;
  }

  @Override
  public boolean isIdentity() {
    return dropRate == 0;
  }

  /** {@inheritDoc} Each word of the key gives two units, by its lower and its upper 32 bits. */
  @Override
  public void fill(long key, int firstUnit, float[] factors, int first, int units) {
    if (isIdentity()) {
      java.util.Arrays.fill(factors, first, first + units, 1f);
      return;
    }
    long kept = Math.max(1, Math.round(keepProbability() * 0x1p32));
    float scale = (float) (1 / keepProbability());
    int firstPair = firstUnit / 2;
    int pairs = units / 2;
    for (int j = 0; j < pairs; j++) {
      long word = Keys.word(key, firstPair + j);
      factors[first + 2 * j] = scale * isBelow(word & 0xFFFFFFFFL, kept);
      factors[first + 2 * j + 1] = scale * isBelow(word >>> 32, kept);
    }
    if (units % 2 == 1) {
      factors[first + units - 1] =
          scale * isBelow(Keys.word(key, firstPair + pairs) & 0xFFFFFFFFL, kept);
    }
  }

  /** Returns 1 if {@code number < bound}, else 0, without a branch that would be mispredicted. */
  private static float isBelow(long number, long bound) {
    return (int) ((number - bound) >>> 63);
  }
}
