package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/**
 * Half the squared distance ½ Σ_k (q_k − t_k)² between q = softmax(z) and target probabilities: the
 * Bregman divergence of ½‖·‖², so with a teacher's masked predictions for targets it distils their
 * mean, as forward KL does. Its gradient by z_k is q_k (e_k − Σ_j q_j e_j) with e = q − t, which
 * vanishes where q is sure, be it right or wrong.
 */
public final class SquaredProbabilityError implements RowLoss {
  private final double[] probabilities;

  /** One instance serves one thread at a time. */
  public SquaredProbabilityError(int outputs) {
    probabilities = new double[outputs];
  }

  @Override
  public double rowGradient(
      float[] logits, float[] targets, float[] gradient, int first, int outputs, double scale) {
    Kernels.softmax(logits, first, probabilities, 0, outputs);
    double squares = 0;
    double mean = 0;
    for (int k = 0; k < outputs; k++) {
      double error = probabilities[k] - targets[first + k];
      squares += error * error;
      mean += probabilities[k] * error;
    }
    for (int k = 0; k < outputs; k++) {
      double error = probabilities[k] - targets[first + k];
      gradient[first + k] = (float) (scale * probabilities[k] * (error - mean));
    }
    return squares / 2;
  }
}
