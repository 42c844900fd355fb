package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/**
 * Cross-entropy −Σ_k t_k log softmax_k(z), in nats, for targets that sum to 1: one-hot labels or
 * the soft predictions of a teacher. Its gradient by the logits is softmax(z) − t. With a teacher's
 * predictions for targets it equals forward KL up to a constant, the targets' entropy.
 */
public final class CrossEntropy implements RowLoss {
  private final double[] probabilities;

  /** One instance serves one thread at a time. */
  public CrossEntropy(int outputs) {
    probabilities = new double[outputs];
  }

  @Override
  public double rowGradient(
      float[] logits, float[] targets, float[] gradient, int first, int outputs, double scale) {
    double logNormaliser = Kernels.softmax(logits, first, probabilities, 0, outputs);
    double loss = 0;
    for (int k = 0; k < outputs; k++) {
      double target = targets[first + k];
      loss -= target * (logits[first + k] - logNormaliser);
      gradient[first + k] = (float) (scale * (probabilities[k] - target));
    }
    return loss;
  }
}
