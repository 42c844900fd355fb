package org.dropoutdistillery.predict;

/**
 * The average of a network's class probabilities over all its masks, each with its probability: the
 * p̄ that Monte-Carlo passes estimate, with nothing left to chance.
 *
 * @param rows number of rows
 * @param classes number of classes K
 * @param mean [rows, classes], flattened: p̄ = E_r p_r
 * @param expectedLog [rows, classes], flattened: E_r log p_r, in nats
 * @param expectedEntropy [rows]: E_r H(p_r), in nats
 * @param masks [rows]: number of combinations that were averaged; units whose value is 0 have none
 */
public record ExactAverage(
    int rows,
    int classes,
    double[] mean,
    double[] expectedLog,
    double[] expectedEntropy,
    long[] masks) {

  /** Returns p̄ as predictions, with clamped logarithms. */
  public Predictions predictions() {
    return Predictions.ofProbabilities(rows, classes, mean);
  }

  /**
   * Returns the normalised geometric mean, softmax(E_r log p_r) (Baldi and Sadowski, "The dropout
   * learning algorithm", 2014). Where dropout stands only before the last layer it equals {@link
   * StandardPredictor}'s answer exactly.
   */
  public Predictions geometricMean() {
    double[] probabilities = new double[mean.length];
    double[] logs = new double[mean.length];
    for (int row = 0; row < rows; row++) {
      LogSoftmax.row(expectedLog, logs, row * classes, classes);
    }
    for (int i = 0; i < logs.length; i++) {
      probabilities[i] = Math.exp(logs[i]);
    }
    return new Predictions(rows, classes, probabilities, logs);
  }

  /** Returns [rows]: MI = H(p̄) − E_r H(p_r) in nats, how much a mask tells about the class. */
  public double[] mutualInformation() {
    double[] information = new double[rows];
    for (int row = 0; row < rows; row++) {
      double entropy = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        entropy -= mean[i] > 0 ? mean[i] * Math.log(mean[i]) : 0;
      }
      // It cannot be negative; only rounding makes it so.
      information[row] = Math.max(entropy - expectedEntropy[row], 0);
    }
    return information;
  }
}
