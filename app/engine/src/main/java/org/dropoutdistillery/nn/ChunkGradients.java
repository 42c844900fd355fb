package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/**
 * What the rows of one chunk add to the gradients of a convolutional layer. Chunks are added up in
 * their order, whoever computed them.
 */
final class ChunkGradients {
  private final Matrix weights;
  private final double[] bias;
  private final double[] scale;

  ChunkGradients(Architecture architecture, int layer) {
    weights = Matrix.zeros(architecture.weightRows(layer), architecture.units(layer));
    bias = new double[architecture.units(layer)];
    scale = new double[architecture.units(layer)];
  }

  /** Returns the sum by weights, [weight rows, units]. */
  Matrix weights() {
    return weights;
  }

  /** Returns the sums by what normalisation, or else the product, gave. */
  double[] bias() {
    return bias;
  }

  /** Returns the same times the normalised values; not used without normalisation. */
  double[] scale() {
    return scale;
  }

  void clear() {
    weights.fill(0);
    java.util.Arrays.fill(bias, 0);
    java.util.Arrays.fill(scale, 0);
  }
}
