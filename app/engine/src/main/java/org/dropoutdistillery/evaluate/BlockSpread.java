package org.dropoutdistillery.evaluate;

/** What independent blocks of passes tell about the noise of their mean. */
final class BlockSpread {
  private BlockSpread() {}

  /**
   * Returns the estimated variance of the mean over blocks of entry {@code i}. Passes of a block
   * need not be independent of each other.
   *
   * @param blockMeans [blocks, at least 2][entries]
   */
  static double varianceOfMean(double[][] blockMeans, int i) {
    double mean = 0;
    for (double[] block : blockMeans) {
      mean += block[i] / blockMeans.length;
    }
    double squares = 0;
    for (double[] block : blockMeans) {
      squares += (block[i] - mean) * (block[i] - mean);
    }
    return squares / (blockMeans.length - 1) / blockMeans.length;
  }
}
