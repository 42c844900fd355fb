package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/** The gradient by some neighbouring rows of a layer's weights, and by its bias. */
interface LayerGradient {
  /**
   * Writes the gradient by the weights.
   *
   * @param rows of the batch
   * @param target [at least rows of the weights, units]
   */
  void readWeights(int rows, Matrix target);

  /**
   * Writes the gradient by the bias.
   *
   * @param ones as many as rows, at least
   * @param target at least as many elements as the bias
   */
  void readBias(int rows, Matrix ones, Matrix target);
}
