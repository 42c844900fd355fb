package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Some neighbouring units of a hidden layer, for all rows of a batch. Workers share a layer's units
 * and not the batch's rows, since then each weight is read and packed by one of them only.
 */
final class HiddenColumns {
  private final Network network;
  private final int layer;
  private final Matrix inputs;
  private final ColumnBlock weights;
  private final ColumnBlock values;
  private final float[] gates;
  private final Matrix nextDeltas;
  private final Matrix nextWeights;
  private final ColumnBlock deltas;

  /**
   * @param layer from 1
   * @param first unit, an even number
   */
  HiddenColumns(Network network, int layer, int first, int count, TrainingArrays arrays) {
    this.network = network;
    this.layer = layer;
    inputs = arrays.values()[layer - 1];
    weights = new ColumnBlock(network.weights(layer - 1), first, count);
    values = new ColumnBlock(arrays.values()[layer], first, count);
    gates = arrays.gates()[layer];
    nextDeltas = arrays.deltas()[layer + 1];
    nextWeights = network.weights(layer).rows(first, count);
    deltas = new ColumnBlock(arrays.deltas()[layer], first, count);
  }

  void forward(TrainingStep step, TrainingLane lane) {
    Blas.multiply(step.rows(), inputs, weights, values);
    RowMasks masks = lane.masks();
    if (masks != null) {
      masks.at(step.pass(), step.rowIds(), 0);
    }
    lane.loop()
        .activate(
            values,
            step.rows(),
            network.bias(layer - 1),
            network.architecture().law(layer),
            layer,
            masks,
            gates);
  }

  void backward(TrainingStep step, TrainingLane lane) {
    Blas.multiplyByTransposed(step.rows(), nextDeltas, nextWeights, deltas);
    lane.loop().closeGates(deltas, step.rows(), gates);
  }
}
