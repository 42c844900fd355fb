package org.dropoutdistillery.predict;

/**
 * The average of a teacher's predictions over T random masks, kept as the means of independent
 * blocks of passes, which is what a jackknife needs. Of a network for regression, values take the
 * place of class probabilities, and the arrays about probabilities alone are empty.
 *
 * @param rows number of rows
 * @param classes number of classes or values K
 * @param passesPerBlock passes in each block; every block has the same number
 * @param blockMeans [blocks][rows × classes]: mean probabilities within each block
 * @param mean [rows × classes]: mean probabilities over all passes
 * @param variance [rows × classes]: sample variance of a single pass's probability; unbiased for
 *     independent passes, for balanced ones too large by a share of 1/passesPerBlock at most
 * @param expectedEntropy [rows]: mean over passes of the entropy of a single pass, in nats
 * @param meanLogProbabilities [rows × classes]: mean over passes of log probabilities, in nats
 */
public record MonteCarloAverage(
    int rows,
    int classes,
    int passesPerBlock,
    double[][] blockMeans,
    double[] mean,
    double[] variance,
    double[] expectedEntropy,
    double[] meanLogProbabilities) {

  /** Makes an average of which no logarithms were kept. */
  public MonteCarloAverage(
      int rows,
      int classes,
      int passesPerBlock,
      double[][] blockMeans,
      double[] mean,
      double[] variance,
      double[] expectedEntropy) {
    this(rows, classes, passesPerBlock, blockMeans, mean, variance, expectedEntropy, new double[0]);
  }

  public int blocks() {
    return blockMeans.length;
  }

  /** Returns T, the number of passes in all. */
  public int passes() {
    return passesPerBlock * blocks();
  }

  /**
   * Returns the average as predictions, with clamped logarithms.
   *
   * @throws IllegalStateException if values were averaged
   */
  public Predictions predictions() {
    require(expectedEntropy.length == rows, "probabilities");
    return Predictions.ofProbabilities(rows, classes, mean);
  }

  /**
   * Returns the normalised geometric mean of the passes' probabilities, softmax(E log p), which is
   * also softmax(E z) of their logits (Baldi and Sadowski, NIPS 2013).
   *
   * @throws IllegalStateException if no logarithms were kept
   */
  public Predictions geometricMean() {
    require(meanLogProbabilities.length == mean.length, "log probabilities");
    double[] probabilities = new double[mean.length];
    double[] logs = new double[mean.length];
    for (int row = 0; row < rows; row++) {
      double logNormaliser = logSumOfExponentials(row * classes);
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        logs[i] = meanLogProbabilities[i] - logNormaliser;
        probabilities[i] = Math.exp(logs[i]);
      }
    }
    return new Predictions(rows, classes, probabilities, logs);
  }

  private double logSumOfExponentials(int first) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      largest = Math.max(largest, meanLogProbabilities[first + k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(meanLogProbabilities[first + k] - largest);
    }
    return largest + Math.log(sum);
  }

  private static void require(boolean kept, String what) {
    if (!kept) {
      throw new IllegalStateException("this average has no " + what);
    }
  }
}
