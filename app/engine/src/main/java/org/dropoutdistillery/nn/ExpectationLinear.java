package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/**
 * A loss of masked outputs with a penalty on what masks change: ℓ(z_r, t) + λ‖h_r − h‖², where h_r
 * is what the network predicts with the masks r and h what it predicts without any. Gradients go
 * through both (Ma et al., "Dropout with expectation-linear regularization", ICLR 2017). Averaged
 * over masks the penalty is λ(‖E h_r − h‖² + trace Var h_r), so it also makes the masked networks
 * agree with each other.
 *
 * <p>For classification h is the softmax of the logits: it is what two predictors are compared by,
 * it is bounded, so that one λ suits networks of any sureness, and logits are defined up to a
 * constant only. For regression h is the outputs themselves.
 *
 * <p>Rows come in pairs, see {@link Loss#comparesWithoutMasks}; only the masked row of a pair meets
 * its target.
 */
public final class ExpectationLinear implements Loss {
  private final RowLoss loss;
  private final boolean classifies;
  private final double weight;
  private final double[] masked;
  private final double[] unmasked;

  private ExpectationLinear(RowLoss loss, boolean classifies, int outputs, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weight of the penalty: " + weight + ", expected a finite number from 0 up");
    }
    this.loss = loss;
    this.classifies = classifies;
    this.weight = weight;
    masked = new double[outputs];
    unmasked = new double[outputs];
  }

  /**
   * Returns cross-entropy with a penalty on probabilities. One instance serves one thread at a
   * time.
   *
   * @param weight λ, at least 0
   */
  public static ExpectationLinear ofProbabilities(int outputs, double weight) {
    return new ExpectationLinear(new CrossEntropy(outputs), true, outputs, weight);
  }

  /**
   * Returns squared error with a penalty on outputs. One instance serves one thread at a time.
   *
   * @param weight λ, at least 0
   */
  public static ExpectationLinear ofOutputs(int outputs, double weight) {
    return new ExpectationLinear(new SquaredError(), false, outputs, weight);
  }

  @Override
  public boolean comparesWithoutMasks() {
    return true;
  }

  /** {@inheritDoc} {@code rows} is an even number. */
  @Override
  public double gradient(
      float[] logits, float[] targets, float[] gradient, int rows, int outputs, double scale) {
    double sum = 0;
    for (int row = 0; row < rows; row += 2) {
      int first = row * outputs;
      sum += loss.rowGradient(logits, targets, gradient, first, outputs, scale);
      java.util.Arrays.fill(gradient, first + outputs, first + 2 * outputs, 0f);
      sum += penalty(logits, gradient, first, outputs, scale);
    }
    return sum;
  }

  private double penalty(float[] logits, float[] gradient, int first, int outputs, double scale) {
    predict(logits, first, masked, outputs);
    predict(logits, first + outputs, unmasked, outputs);
    double squares = 0;
    double maskedMean = 0;
    double unmaskedMean = 0;
    for (int k = 0; k < outputs; k++) {
      double difference = masked[k] - unmasked[k];
      squares += difference * difference;
      maskedMean += masked[k] * difference;
      unmaskedMean += unmasked[k] * difference;
    }
    double slope = 2 * weight * scale;
    for (int k = 0; k < outputs; k++) {
      double difference = masked[k] - unmasked[k];
      double toMasked = classifies ? masked[k] * (difference - maskedMean) : difference;
      double toUnmasked = classifies ? unmasked[k] * (difference - unmaskedMean) : difference;
      gradient[first + k] += (float) (slope * toMasked);
      gradient[first + outputs + k] -= (float) (slope * toUnmasked);
    }
    return weight * squares;
  }

  private void predict(float[] logits, int first, double[] prediction, int outputs) {
    if (classifies) {
      Kernels.softmax(logits, first, prediction, 0, outputs);
      return;
    }
    for (int k = 0; k < outputs; k++) {
      prediction[k] = logits[first + k];
    }
  }
}
