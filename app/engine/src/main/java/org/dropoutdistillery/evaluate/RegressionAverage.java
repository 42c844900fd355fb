package org.dropoutdistillery.evaluate;

/**
 * The average of a regression teacher's outputs over random masks, one output per row, kept as
 * means of independent blocks of passes.
 *
 * @param passesPerBlock passes in each block; every block has the same number
 * @param blockMeans [blocks, at least 2][rows]: mean output within each block
 * @param variance [rows]: variance of a single pass's output (unbiased)
 */
public record RegressionAverage(int passesPerBlock, double[][] blockMeans, double[] variance) {

  /**
   * @throws IllegalArgumentException if there are fewer than two blocks, no row, or the numbers of
   *     rows differ
   */
  public RegressionAverage {
    if (passesPerBlock < 1 || blockMeans.length < 2) {
      throw new IllegalArgumentException(
          "%d blocks of %d passes, expected at least 2 of at least 1"
              .formatted(blockMeans.length, passesPerBlock));
    }
    Shapes.requireRows(variance.length);
    for (double[] block : blockMeans) {
      Shapes.requirePaired(block, variance);
    }
  }

  public int rows() {
    return variance.length;
  }

  /** Returns T, the number of passes in all. */
  public int passes() {
    return passesPerBlock * blockMeans.length;
  }

  /** Returns [rows]: the mean over all passes. */
  public double[] mean() {
    double[] mean = new double[variance.length];
    for (double[] block : blockMeans) {
      for (int row = 0; row < mean.length; row++) {
        mean[row] += block[row] / blockMeans.length;
      }
    }
    return mean;
  }
}
