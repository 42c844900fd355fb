package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/**
 * Some neighbouring rows of one layer's weights: their gradient over the whole batch, and their
 * update while that gradient is still in cache. The first block of a layer updates the bias too.
 */
final class WeightBlock {
  private final int layer;
  private final Optimizer optimizer;
  private final LayerGradient gradient;
  private final Matrix weights;
  private final Matrix bias;
  private final Matrix[] weightState;
  private final Matrix[] biasState;

  /**
   * @param gradient by these weights, and by the bias
   * @param weights these rows of the layer's weights
   * @param bias null unless this block updates it
   * @param weightState what the optimiser remembers for these weights
   * @param biasState the same for the bias; null without one
   */
  WeightBlock(
      int layer,
      Optimizer optimizer,
      LayerGradient gradient,
      Matrix weights,
      Matrix bias,
      Matrix[] weightState,
      Matrix[] biasState) {
    this.layer = layer;
    this.optimizer = optimizer;
    this.gradient = gradient;
    this.weights = weights;
    this.bias = bias;
    this.weightState = weightState;
    this.biasState = biasState;
  }

  int size() {
    return weights.size();
  }

  void update(int batchRows, Scratch scratch) {
    Matrix found = scratch.gradients[layer];
    gradient.readWeights(batchRows, found);
    scratch.update(optimizer, weights, found, weightState);
    if (bias != null) {
      gradient.readBias(batchRows, scratch.ones, found);
      scratch.updateBias(optimizer, bias, found, biasState);
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
        int units = architecture.units(layer + 1);
        gradients[layer] = storage.reshaped(storage.size() / units, units);
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
      updateVector(optimizer, bias, states);
    }

    /** Returns where the gradient for {@link #updateVector} goes. */
    float[] vector() {
      return gradient;
    }

    /** Updates what does not decay: a bias or scales. */
    void updateVector(Optimizer optimizer, Matrix target, Matrix[] states) {
      apply(optimizer, target, states, 0, target.size(), false);
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
