package org.dropoutdistillery.predict;

/**
 * The average of a teacher's class probabilities over T random masks per row, kept as the means of
 * independent blocks of passes, which is what a jackknife needs.
 *
 * @param rows number of rows
 * @param classes number of classes K
 * @param passesPerBlock passes in each block; every block has the same number
 * @param blockMeans [blocks][rows × classes]: mean probabilities within each block
 * @param mean [rows × classes]: mean probabilities over all passes
 * @param variance [rows × classes]: variance of a single pass's probability (unbiased)
 * @param expectedEntropy [rows]: mean over passes of the entropy of a single pass, in nats
 */
public record MonteCarloAverage(
    int rows,
    int classes,
    int passesPerBlock,
    double[][] blockMeans,
    double[] mean,
    double[] variance,
    double[] expectedEntropy) {

  public int blocks() {
    return blockMeans.length;
  }

  /** Returns T, the number of passes in all. */
  public int passes() {
    return passesPerBlock * blocks();
  }

  /** Returns the average as predictions, with clamped logarithms. */
  public Predictions predictions() {
    return Predictions.ofProbabilities(rows, classes, mean);
  }
}
