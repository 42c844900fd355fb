package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.Masks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/** Some rows of a batch in some units of a hidden layer, on the way forward and back. */
final class LayerPiece {
  private final Network network;
  private final int layer;
  private final int firstRow;
  private final int capacity;
  private final Matrix inputs;
  private final ColumnBlock weights;
  private final ColumnBlock values;
  private final float[] gates;
  private final Matrix nextDeltas;
  private final Matrix nextWeights;
  private final ColumnBlock deltas;

  /**
   * @param layer from 1
   * @param firstUnit an even number
   */
  LayerPiece(
      Network network,
      int layer,
      int firstRow,
      int rows,
      int firstUnit,
      int units,
      TrainingArrays arrays) {
    this.network = network;
    this.layer = layer;
    this.firstRow = firstRow;
    capacity = rows;
    inputs = arrays.values()[layer - 1].rows(firstRow, rows);
    weights = new ColumnBlock(network.weights(layer - 1), firstUnit, units);
    values = new ColumnBlock(arrays.values()[layer].rows(firstRow, rows), firstUnit, units);
    gates = arrays.gates()[layer];
    nextDeltas = arrays.deltas()[layer + 1].rows(firstRow, rows);
    nextWeights = network.weights(layer).rows(firstUnit, units);
    deltas = new ColumnBlock(arrays.deltas()[layer].rows(firstRow, rows), firstUnit, units);
  }

  void forward(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    if (rows == 0) {
      return;
    }
    Blas.multiply(rows, inputs, weights, values);
    Masks masks = lane.masks(step, firstRow);
    lane.loop().activate(network, layer, values, rows, masks, gates, firstGate());
  }

  void backward(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    if (rows > 0) {
      Blas.multiplyByTransposed(rows, nextDeltas, nextWeights, deltas);
      lane.loop().closeGates(deltas, rows, gates, firstGate());
    }
  }

  private int firstGate() {
    return firstRow * values.matrix().columns();
  }
}
