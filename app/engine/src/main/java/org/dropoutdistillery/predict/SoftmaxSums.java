package org.dropoutdistillery.predict;

import java.util.Arrays;

/** Weighted sums of one row's class probabilities over its masks. */
final class SoftmaxSums implements MaskWalk.Visitor {
  private final ExactAverage target;
  private final double[] exponentials;
  // Of one row, so that workers do not write to the same cache lines all the time.
  private final double[] mean;
  private final double[] expectedLog;
  private double expectedEntropy;
  private long masks;

  /**
   * @param target whose arrays are filled row by row
   */
  SoftmaxSums(ExactAverage target) {
    this.target = target;
    exponentials = new double[target.classes()];
    mean = new double[target.classes()];
    expectedLog = new double[target.classes()];
  }

  @Override
  public void begin() {
    Arrays.fill(mean, 0);
    Arrays.fill(expectedLog, 0);
    expectedEntropy = 0;
    masks = 0;
  }

  @Override
  public void visit(double probability, double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      exponentials[k] = Math.exp(logits[k] - largest);
      sum += exponentials[k];
    }
    add(probability, logits, sum, largest + Math.log(sum));
  }

  private void add(double probability, double[] logits, double sum, double logNormaliser) {
    double entropy = 0;
    for (int k = 0; k < logits.length; k++) {
      double p = exponentials[k] / sum;
      double log = logits[k] - logNormaliser;
      mean[k] += probability * p;
      expectedLog[k] += probability * log;
      entropy -= p * log;
    }
    expectedEntropy += probability * entropy;
    masks++;
  }

  @Override
  public void end(int row) {
    System.arraycopy(mean, 0, target.mean(), row * mean.length, mean.length);
    System.arraycopy(expectedLog, 0, target.expectedLog(), row * mean.length, mean.length);
    target.expectedEntropy()[row] = expectedEntropy;
    target.masks()[row] = masks;
  }
}
