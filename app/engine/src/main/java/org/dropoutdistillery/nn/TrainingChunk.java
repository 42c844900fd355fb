package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Some neighbouring rows of a batch on their way forward and back. Chunks write into rows of their
 * own in arrays of the whole batch, so the weight gradients can be taken over all rows at once.
 */
final class TrainingChunk {
  private final Network network;
  private final Loss loss;
  private final int first;
  private final int capacity;
  private final Matrix[] values;
  private final Matrix[] deltas;
  private final Matrix targets;
  private final ForwardPass forward;
  private final RowMasks masks;
  private final float[] logitsBlock;
  private final float[] targetsBlock;
  private final float[] gradientBlock;
  private final float[] deltaBlock;

  /**
   * @param values per layer, [batch rows, width]; {@code values[0]} is the input
   * @param deltas per layer from 1, gradients by its values before ReLU
   * @param masks null to train without masks
   */
  TrainingChunk(
      Network network,
      Loss loss,
      int first,
      int capacity,
      Matrix[] values,
      Matrix[] deltas,
      Matrix targets,
      MaskSource masks) {
    this.network = network;
    this.loss = loss;
    this.first = first;
    this.capacity = capacity;
    this.values = rowsOf(values, first, capacity);
    this.deltas = rowsOf(deltas, first, capacity);
    this.targets = targets.rows(first, capacity);
    forward = new ForwardPass(network.architecture(), this.values, true);
    this.masks = masks == null ? null : new RowMasks(masks);
    int logits = capacity * network.architecture().outputs();
    logitsBlock = new float[logits];
    targetsBlock = new float[logits];
    gradientBlock = new float[logits];
    deltaBlock = new float[network.architecture().widest()];
  }

  private static Matrix[] rowsOf(Matrix[] matrices, int first, int count) {
    Matrix[] views = new Matrix[matrices.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = matrices[i] == null ? null : matrices[i].rows(first, count);
    }
    return views;
  }

  /**
   * Takes the rows of this chunk forward and back, and returns the sum of their losses.
   *
   * @param batchRows rows of the batch; a last batch may leave this chunk partly or wholly empty
   * @param pass number of the masks' pass
   * @param rowIds data-row ids of the batch
   */
  double run(int batchRows, BatchSource source, long pass, int[] rowIds, int worker) {
    int rows = Math.min(capacity, batchRows - first);
    if (rows <= 0) {
      return 0;
    }
    source.fill(first, rows, values[0], targets, worker);
    if (masks == null) {
      forward.runStandard(network, rows);
    } else {
      forward.runMasked(network, rows, masks.at(pass, rowIds, first));
    }
    double sum = lossGradient(rows, 1.0 / batchRows);
    backward(rows);
    return sum;
  }

  private double lossGradient(int rows, double scale) {
    int outputs = targets.columns();
    int size = rows * outputs;
    forward.logits().read(0, logitsBlock, 0, size);
    targets.read(0, targetsBlock, 0, size);
    double sum = loss.gradient(logitsBlock, targetsBlock, gradientBlock, rows, outputs, scale);
    deltas[deltas.length - 1].write(0, gradientBlock, 0, size);
    return sum;
  }

  private void backward(int rows) {
    for (int layer = deltas.length - 1; layer > 1; layer--) {
      Blas.multiplyByTransposed(rows, deltas[layer], network.weights(layer - 1), deltas[layer - 1]);
      closeGates(layer - 1, rows);
    }
  }

  private void closeGates(int layer, int rows) {
    Matrix delta = deltas[layer];
    float[] gates = forward.gates(layer);
    int size = rows * delta.columns();
    for (int i = 0; i < size; i += deltaBlock.length) {
      int count = Math.min(deltaBlock.length, size - i);
      delta.read(i, deltaBlock, 0, count);
      Kernels.multiply(deltaBlock, 0, gates, i, count);
      delta.write(i, deltaBlock, 0, count);
    }
  }
}
