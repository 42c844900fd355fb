package org.dropoutdistillery.nn;

import java.util.List;
import org.dropoutdistillery.tensor.Matrix;

/**
 * What normalises the feature maps of a layer: y = scale · (sum − mean) / √(variance + ε) + bias,
 * with the layer's bias (batch normalisation: Ioffe and Szegedy, ICML 2015). A network in training
 * takes means and variances of its batch, but for a student that starts from a trained teacher;
 * everybody else those that are remembered, so that masks are the only thing that is random at test
 * time.
 *
 * @param scale [1, units], learnt
 * @param mean [1, units] remembered of batches
 * @param variance [1, units] remembered of batches
 */
public record Normalisation(Matrix scale, Matrix mean, Matrix variance) {
  /** How many parameters a normalised layer has beside weights and bias. */
  public static final int PARAMETERS = 3;

  /** ε, as in PyTorch. */
  public static final double EPSILON = 1e-5;

  /** Share of a batch in what is remembered, as in PyTorch. */
  static final double MOMENTUM = 0.1;

  static Normalisation initial(int units) {
    Normalisation initial =
        new Normalisation(Matrix.zeros(1, units), Matrix.zeros(1, units), Matrix.zeros(1, units));
    initial.scale.fill(1);
    initial.variance.fill(1);
    return initial;
  }

  List<Matrix> parameters() {
    return List.of(scale, mean, variance);
  }

  /** Returns scale / √(variance + ε) of a unit, with what is remembered. */
  public double gain(int unit) {
    return scale.get(0, unit) / Math.sqrt(variance.get(0, unit) + EPSILON);
  }

  /** Remembers the means and the unbiased variances of a batch. */
  void remember(double[] batchMean, double[] batchVariance) {
    for (int i = 0; i < batchMean.length; i++) {
      mean.set(0, i, (float) blend(mean.get(0, i), batchMean[i]));
      variance.set(0, i, (float) blend(variance.get(0, i), batchVariance[i]));
    }
  }

  private static double blend(double before, double batch) {
    return (1 - MOMENTUM) * before + MOMENTUM * batch;
  }
}
