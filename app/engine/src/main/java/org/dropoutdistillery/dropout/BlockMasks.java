package org.dropoutdistillery.dropout;

/**
 * DropBlock: in each channel of feature maps, squares of units are dropped together (Ghiasi, Lin
 * and Le, NeurIPS 2018); all other units have the factor 1/κ, where κ = 1 − dropRate.
 *
 * <p>A square is dropped wherever a seed falls, its lower right corner. Seeds are independent and
 * fall with probability γ = 1 − κ^(1/b²) on each of (height + b − 1) × (width + b − 1) places, b
 * the block size; squares that reach beyond an edge are cut off there. So exactly b² seeds can drop
 * a unit, wherever it lies, and it is kept with probability (1 − γ)^b² = κ. In the same channel,
 * factors of units dy lines and dx columns apart, both less than b, have the covariance κ^(−(b −
 * dy)(b − dx)/b²) − 1; all others are independent.
 *
 * <p>This is not to the letter the paper's. There, seeds lie where whole squares fit, so units near
 * an edge are dropped less often; their probability is worked out as if squares never overlapped;
 * and what is kept is divided by the share that this mask keeps. Here the mean of every factor is
 * exactly 1 (but for rounding: γ is a multiple of 2^−32), as an average over masks needs it.
 *
 * <p>Unit (y · width + x) · channels + c of a row is channel c at line y and column x. Drawn is one
 * number for each place, in the same order: 0 where a seed falls, else 1.
 *
 * @param dropRate in [0, 1)
 * @param blockSize b, side of a square, at most the shorter side of the maps
 * @param channels number of feature maps
 * @param height lines of a map
 * @param width positions of a line
 */
public record BlockMasks(double dropRate, int blockSize, int channels, int height, int width)
    implements MaskLaw {
  /** Two places without a seed. */
  private static final long ONES = Bernoulli.keptBits(1);

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public BlockMasks {
    DropRate.require(dropRate);
    FeatureMaps.require(channels, height, width);
    FeatureMaps.requireSide("blockSize", blockSize, height, width);
    FeatureMaps.require(channels, height + blockSize - 1, width + blockSize - 1);
  }

  @Override
  public boolean isIdentity() {
    return dropRate == 0;
  }

  @Override
  public double keepProbability() {
    return 1 - dropRate;
  }

  @Override
  public double factorVariance() {
    return dropRate / keepProbability();
  }

  @Override
  public boolean isElementwise() {
    return false;
  }

  @Override
  public int drawn(int units) {
    FeatureMaps.requireRow(this, channels * height * width, units);
    return seedLines() * seedLine();
  }

  private int seedLines() {
    return height + blockSize - 1;
  }

  /** Returns how many places for seeds there are in one line. */
  private int seedLine() {
    return (width + blockSize - 1) * channels;
  }

  @Override
  public long factorPair(long word) {
    return Bernoulli.factorPair(word, seedlessNumbers(), ONES);
  }

  @Override
  public void factorPairs(long[] words, int count) {
    Bernoulli.factorPairs(words, count, seedlessNumbers(), ONES);
  }

  /** Returns how many of the 2^32 numbers that a place may draw leave it without a seed. */
  private long seedlessNumbers() {
    // StrictMath gives the same bits on every machine; its pow allocates.
    double logarithm = StrictMath.log(keepProbability()) / (blockSize * blockSize);
    return Bernoulli.keptNumbers(StrictMath.exp(logarithm));
  }

  /** A unit is kept if the product over the places of seeds that reach it is 1 and not 0. */
  @Override
  public void spread(
      float[] drawn, int from, float[] spare, float[] factors, int first, int units) {
    int seedLine = seedLine();
    multiplyWindows(drawn, from, seedLines() * seedLine, seedLine, spare);
    // Windows that reach into the next line belong to no unit.
    multiplyWindows(drawn, from, height * seedLine, channels, spare);
    int line = width * channels;
    for (int y = 0; y < height; y++) {
      System.arraycopy(drawn, from + y * seedLine, factors, first + y * line, line);
    }
    float kept = (float) (1 / keepProbability());
    for (int i = first; i < first + units; i++) {
      factors[i] *= kept;
    }
  }

  /**
   * Replaces each number by the product of {@code blockSize} numbers, itself the first, each {@code
   * stride} after the one before; those at the end that lack some are used up. The window grows to
   * twice its size as long as it can, which takes log₂ b steps.
   */
  private void multiplyWindows(float[] numbers, int from, int count, int stride, float[] spare) {
    int left = count;
    int step;
    for (int window = 1; window < blockSize; window += step) {
      step = Math.min(window, blockSize - window);
      left -= step * stride;
      // A copy: the JIT vectorises a loop over two arrays only if both have the same index.
      System.arraycopy(numbers, from + step * stride, spare, from, left);
      for (int i = from; i < from + left; i++) {
        numbers[i] *= spare[i];
      }
    }
  }
}
