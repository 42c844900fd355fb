package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/**
 * Reverse KL Σ_k q_k (log q_k − t_k) in nats, with q = softmax(z) and targets t that are mean
 * log-probabilities of a teacher, E_r log p_r: then it is E_r KL(q‖p_r). It is lowest at the
 * normalised geometric mean of the teacher's predictions, where it stays above 0. Its gradient by
 * z_k is q_k (log q_k − t_k − L), L being the loss.
 */
public final class ReverseKl implements RowLoss {
  private final double[] probabilities;

  /** One instance serves one thread at a time. */
  public ReverseKl(int outputs) {
    probabilities = new double[outputs];
  }

  @Override
  public double rowGradient(
      float[] logits, float[] targets, float[] gradient, int first, int outputs, double scale) {
    double logNormaliser = Kernels.softmax(logits, first, probabilities, 0, outputs);
    double loss = 0;
    for (int k = 0; k < outputs; k++) {
      double logRatio = logits[first + k] - logNormaliser - targets[first + k];
      loss += probabilities[k] * logRatio;
    }
    for (int k = 0; k < outputs; k++) {
      double logRatio = logits[first + k] - logNormaliser - targets[first + k];
      gradient[first + k] = (float) (scale * probabilities[k] * (logRatio - loss));
    }
    return loss;
  }
}
