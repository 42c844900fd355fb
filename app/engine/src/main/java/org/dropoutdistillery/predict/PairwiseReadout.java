package org.dropoutdistillery.predict;

/** Each pair of classes by the variance of the difference of their logits. */
final class PairwiseReadout implements RowReadout {
  private final double[] logits;
  private final double[] differences;

  PairwiseReadout(int classes) {
    logits = new double[classes];
    differences = new double[classes];
  }

  @Override
  public void read(int rowId, double[] mean, double[] covariance, Predictions target, int first) {
    int classes = logits.length;
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < classes; j++) {
        double variance =
            covariance[k * classes + k]
                + covariance[j * classes + j]
                - covariance[k * classes + j]
                - covariance[j * classes + k];
        double scale = Math.sqrt(1 + ScaledReadout.PROBIT_SCALE * Math.max(variance, 0));
        differences[j] = (mean[j] - mean[k]) / scale;
      }
      logits[k] = -LogSoftmax.logSumExp(differences, 0, classes);
    }
    LogSoftmax.write(logits, target, first);
  }
}
