package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/** The element-wise squares of a network's weights, by which variances go on. */
final class SquaredWeights {
  private final Matrix[] squares;
  private final float[] row;

  SquaredWeights(Architecture architecture) {
    squares = new Matrix[architecture.layers()];
    Arrays.setAll(
        squares,
        layer -> Matrix.zeros(architecture.weightRows(layer + 1), architecture.units(layer + 1)));
    row = new float[architecture.widest()];
  }

  /** Takes over the weights as they are now. */
  void update(Network network) {
    for (int layer = 0; layer < squares.length; layer++) {
      Matrix weights = network.weights(layer);
      for (int i = 0; i < weights.rows(); i++) {
        weights.read(i * weights.columns(), row, 0, weights.columns());
        Kernels.multiply(row, row, weights.columns());
        squares[layer].write(i * weights.columns(), row, 0, weights.columns());
      }
    }
  }

  /** Returns [weight rows, units] of a layer, counted from 0. */
  Matrix layer(int layer) {
    return squares[layer];
  }
}
