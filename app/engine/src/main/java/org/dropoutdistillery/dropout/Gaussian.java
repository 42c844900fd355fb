package org.dropoutdistillery.dropout;

/**
 * Factors are normal with mean 1 and the variance (1 − κ)/κ that {@link Bernoulli} factors of the
 * same drop rate 1 − κ have; independent of each other (Srivastava et al., JMLR 2014, section 10).
 * A factor may be negative.
 *
 * <p>Two normals of a word by Box and Muller's formula: 40 bits for the radius, which therefore
 * reaches 7.4 standard deviations, and 24 for the angle. Logarithm, sine and cosine are polynomials
 * (relative error below 10⁻⁹) in arithmetic that gives the same bits on every machine, which the
 * JDK's need not.
 *
 * @param dropRate in [0, 1)
 */
public record Gaussian(double dropRate) implements MaskLaw {
  private static final double RADII = 0x1p40;
  private static final int ANGLE_BITS = 22;
  private static final long ANGLES = (1L << ANGLE_BITS) - 1;
  private static final long ROOT_HALF = Double.doubleToRawLongBits(Math.sqrt(.5));
  private static final double LN_2 = Math.log(2);

  /**
   * @throws IllegalArgumentException if {@code dropRate} is outside [0, 1)
   */
  public Gaussian {
    DropRate.require(dropRate);
  }

  /** Returns the standard deviation of a factor. */
  public double deviation() {
    return Math.sqrt(dropRate / (1 - dropRate));
  }

  @Override
  public boolean isIdentity() {
    return dropRate == 0;
  }

  /** That of Bernoulli factors of the same variance; a normal factor is never 0. */
  @Override
  public double keepProbability() {
    return 1 - dropRate;
  }

  @Override
  public double factorVariance() {
    return deviation() * deviation();
  }

  @Override
  public long factorPair(long word) {
    return factorPair(word, deviation());
  }

  @Override
  public void factorPairs(long[] words, int count) {
    double deviation = deviation();
    for (int i = 0; i < count; i++) {
      words[i] = factorPair(words[i], deviation);
    }
  }

  /**
   * An angle within a quarter turn around the first axis, a bit that turns it by half, and one that
   * swaps the axes.
   */
  private static long factorPair(long word, double deviation) {
    double radius = Math.sqrt(-2 * logarithmOfFraction((word >>> 24) + 1));
    double angle = ((word & ANGLES) + .5) * (Math.PI / 2 / (ANGLES + 1)) - Math.PI / 4;
    double square = angle * angle;
    double turned = deviation * radius * (1 - (double) (word >>> (ANGLE_BITS - 1) & 2));
    long x = bits(1 + turned * cosine(square));
    long y = bits(1 + turned * angle * sineByAngle(square));
    return Long.rotateLeft(x | y << 32, (int) (word >>> (ANGLE_BITS - 4)) & 32);
  }

  private static long bits(double factor) {
    return Float.floatToRawIntBits((float) factor) & 0xFFFFFFFFL;
  }

  /** Returns ln(number / 2^40), for a number from 1 to 2^40. */
  private static double logarithmOfFraction(long number) {
    // number = 2^exponent · mantissa, with the mantissa in [√½, √2)
    long bits = Double.doubleToRawLongBits(number / RADII);
    long above = bits - ROOT_HALF;
    long exponent = above >> 52;
    double mantissa = Double.longBitsToDouble(bits - (exponent << 52));
    double s = (mantissa - 1) / (mantissa + 1);
    double z = s * s;
    double series = z * (1 / 3. + z * (1 / 5. + z * (1 / 7. + z * (1 / 9. + z * (1 / 11.)))));
    return exponent * LN_2 + 2 * s * (1 + series);
  }

  /** Returns cos √square, up to an eighth of a turn. */
  private static double cosine(double square) {
    double q = square;
    return 1 + q * (-1 / 2. + q * (1 / 24. + q * (-1 / 720. + q * (1 / 40320. + q / -3628800.))));
  }

  /** Returns sin √square / √square, up to an eighth of a turn. */
  private static double sineByAngle(double square) {
    double q = square;
    return 1 + q * (-1 / 6. + q * (1 / 120. + q * (-1 / 5040. + q * (1 / 362880.))));
  }
}
