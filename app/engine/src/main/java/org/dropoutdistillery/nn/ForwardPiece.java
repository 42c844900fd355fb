package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/** Some rows of a batch in some units of a dense hidden layer, on the way forward. */
final class ForwardPiece {
  private final Network network;
  private final int layer;
  private final int firstRow;
  private final int capacity;
  private final Matrix inputs;
  private final ColumnBlock weights;
  private final ColumnBlock values;
  private final float[] gates;

  /**
   * @param layer from 1
   * @param firstUnit an even number
   */
  ForwardPiece(
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
  }

  void run(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    if (rows > 0) {
      Blas.multiply(rows, inputs, weights, values);
      int firstGate = firstRow * values.matrix().columns();
      lane.loop()
          .activate(network, layer, values, rows, lane.masks(step, firstRow), gates, firstGate);
    }
  }
}
