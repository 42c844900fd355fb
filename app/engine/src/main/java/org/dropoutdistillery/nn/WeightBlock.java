package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Some neighbouring rows of one layer's weights: their gradient over the whole batch, and their
 * update while that gradient is still in cache. The first block of a layer updates the bias too.
 */
final class WeightBlock {
  private final int layer;
  private final Optimizer optimizer;
  private final ColumnBlock inputs;
  private final Matrix deltas;
  private final Matrix weights;
  private final Matrix bias;
  private final Matrix[] weightState;
  private final Matrix[] biasState;

  /**
   * @param inputs the layer's input in the columns that meet these weights
   * @param deltas [batch rows, outputs]
   * @param weights these rows of the layer's weights
   * @param bias null unless this block updates it
   * @param weightState what the optimiser remembers for these weights
   * @param biasState the same for the bias; null without one
   */
  WeightBlock(
      int layer,
      Optimizer optimizer,
      ColumnBlock inputs,
      Matrix deltas,
      Matrix weights,
      Matrix bias,
      Matrix[] weightState,
      Matrix[] biasState) {
    this.layer = layer;
    this.optimizer = optimizer;
    this.inputs = inputs;
    this.deltas = deltas;
    this.weights = weights;
    this.bias = bias;
    this.weightState = weightState;
    this.biasState = biasState;
  }

  int size() {
    return weights.size();
  }

  void update(int batchRows, Scratch scratch) {
    Matrix gradient = scratch.gradients[layer];
    Blas.multiplyTransposed(batchRows, inputs, deltas, gradient);
    scratch.update(optimizer, weights, gradient, weightState);
    if (bias != null) {
      Blas.sumRows(batchRows, deltas, scratch.ones, gradient);
      scratch.updateBias(optimizer, bias, gradient, biasState);
    }
  }

  /** What one worker needs to update any block. */
  static final class Scratch {
    private static final int BLOCK = 2048;

    private final Matrix[] gradients;
    private final float[] weights;
    private final float[] gradient;
    private final float[][] state;
    private final Matrix ones;

    /**
     * @param largestBlock most weights of a block
     */
    Scratch(Architecture architecture, int batchRows, int largestBlock, int stateSize) {
      int widest = architecture.widest();
      int size = Math.max(BLOCK, widest);
      Matrix storage = Matrix.zeros(1, Math.max(largestBlock, widest));
      gradients = new Matrix[architecture.layers()];
      for (int layer = 0; layer < gradients.length; layer++) {
        int width = architecture.width(layer + 1);
        gradients[layer] = storage.reshaped(storage.size() / width, width);
      }
      weights = new float[size];
      gradient = new float[size];
      state = new float[stateSize][size];
      ones = Matrix.zeros(1, batchRows);
      ones.fill(1);
    }

    private void update(Optimizer optimizer, Matrix target, Matrix gradients, Matrix[] states) {
      for (int first = 0; first < target.size(); first += weights.length) {
        int count = Math.min(weights.length, target.size() - first);
        gradients.read(first, gradient, 0, count);
        apply(optimizer, target, states, first, count, true);
      }
    }

    private void updateBias(Optimizer optimizer, Matrix bias, Matrix gradients, Matrix[] states) {
      gradients.read(0, gradient, 0, bias.size());
      apply(optimizer, bias, states, 0, bias.size(), false);
    }

    private void apply(
        Optimizer optimizer, Matrix target, Matrix[] states, int first, int count, boolean decays) {
      target.read(first, weights, 0, count);
      for (int i = 0; i < states.length; i++) {
        states[i].read(first, state[i], 0, count);
      }
      optimizer.update(weights, gradient, state, count, decays);
      target.write(first, weights, 0, count);
      for (int i = 0; i < states.length; i++) {
        states[i].write(first, state[i], 0, count);
      }
    }
  }
}
