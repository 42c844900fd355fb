package org.dropoutdistillery.nn;

/**
 * Half the squared distance ½ Σ_k (z_k − t_k)² between outputs and targets, for regression: the
 * outputs are the predictions themselves. Its gradient is z − t. With one masked prediction of a
 * teacher for target it distils the teacher's mean.
 */
public final class SquaredError implements RowLoss {
  @Override
  public double rowGradient(
      float[] outputs, float[] targets, float[] gradient, int first, int count, double scale) {
    double squares = 0;
    for (int k = 0; k < count; k++) {
      double error = (double) outputs[first + k] - targets[first + k];
      squares += error * error;
      gradient[first + k] = (float) (scale * error);
    }
    return squares / 2;
  }
}
