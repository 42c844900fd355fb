package org.dropoutdistillery.nn;

/**
 * Half the squared distance between centred logits, ½ Σ_k (d_k − d̄)² with d = z − t and d̄ its
 * mean over the classes: logits say nothing by what they have in common, so that is not matched.
 * Its gradient is d − d̄. With a teacher's masked logits for targets it distils their mean, whose
 * softmax is the normalised geometric mean of the teacher's predictions, not their average.
 */
public final class LogitMatching implements RowLoss {
  @Override
  public double rowGradient(
      float[] logits, float[] targets, float[] gradient, int first, int outputs, double scale) {
    double mean = 0;
    for (int k = 0; k < outputs; k++) {
      mean += ((double) logits[first + k] - targets[first + k]) / outputs;
    }
    double squares = 0;
    for (int k = 0; k < outputs; k++) {
      double difference = (double) logits[first + k] - targets[first + k] - mean;
      squares += difference * difference;
      gradient[first + k] = (float) (scale * difference);
    }
    return squares / 2;
  }
}
