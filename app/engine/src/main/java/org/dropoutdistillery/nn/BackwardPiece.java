package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/** Some rows of a batch in some values of a layer below a dense one, on the way back. */
final class BackwardPiece {
  private final int firstRow;
  private final int capacity;
  private final float[] gates;
  private final Matrix nextDeltas;
  private final Matrix nextWeights;
  private final ColumnBlock deltas;

  /**
   * @param layer from 1
   */
  BackwardPiece(
      Network network,
      int layer,
      int firstRow,
      int rows,
      int firstUnit,
      int units,
      TrainingArrays arrays) {
    this.firstRow = firstRow;
    capacity = rows;
    gates = arrays.gates()[layer];
    nextDeltas = arrays.deltas()[layer + 1].rows(firstRow, rows);
    nextWeights = network.weights(layer).rows(firstUnit, units);
    deltas = new ColumnBlock(arrays.deltas()[layer].rows(firstRow, rows), firstUnit, units);
  }

  void run(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    if (rows > 0) {
      Blas.multiplyByTransposed(rows, nextDeltas, nextWeights, deltas);
      lane.loop().closeGates(deltas, rows, gates, firstRow * deltas.matrix().columns());
    }
  }
}
