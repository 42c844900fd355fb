package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/**
 * That of a dense layer, over the whole batch at once.
 *
 * @param inputs the layer's input in the columns that meet these weights
 * @param deltas [batch rows, units]
 */
record DenseGradient(ColumnBlock inputs, Matrix deltas) implements LayerGradient {
  @Override
  public void readWeights(int rows, Matrix target) {
    Blas.multiplyTransposed(rows, inputs, deltas, target);
  }

  @Override
  public void readBias(int rows, Matrix ones, Matrix target) {
    Blas.sumRows(rows, deltas, ones, target);
  }
}
