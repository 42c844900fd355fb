package org.dropoutdistillery.predict;

/** Softmax of the means, each shrunk by its variance or not. */
final class ScaledReadout implements RowReadout {
  /** Makes the logistic function and the normal distribution function alike (MacKay, 1992). */
  static final double PROBIT_SCALE = Math.PI / 8;

  private final double[] logits;
  private final boolean shrinks;

  ScaledReadout(int classes, boolean shrinks) {
    logits = new double[classes];
    this.shrinks = shrinks;
  }

  @Override
  public void read(int rowId, double[] mean, double[] covariance, Predictions target, int first) {
    int classes = logits.length;
    for (int k = 0; k < classes; k++) {
      double variance = shrinks ? Math.max(covariance[k * classes + k], 0) : 0;
      logits[k] = mean[k] / Math.sqrt(1 + PROBIT_SCALE * variance);
    }
    LogSoftmax.write(logits, target, first);
  }
}
