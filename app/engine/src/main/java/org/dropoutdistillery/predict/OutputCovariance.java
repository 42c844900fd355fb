package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The covariances of the logits of some rows, C = Wᵀ diag(v) W for the weights W [units, outputs]
 * of the last layer and the variances v of what goes into it. One column at a time: C_k = v · (w_k
 * ∘ W) for all rows in one product, so that pairs of weights take no more room than the weights
 * themselves.
 */
final class OutputCovariance {
  private final Matrix pairs;
  private final Matrix column;
  private final float[] weightRows;
  private final float[] pairRows;
  private final float[] columnRows;
  private final float[] values;

  OutputCovariance(Architecture architecture, int maxRows) {
    int outputs = architecture.outputs();
    int units = architecture.width(architecture.layers() - 1);
    pairs = Matrix.zeros(units, outputs);
    column = Matrix.zeros(maxRows, outputs);
    weightRows = new float[pairs.size()];
    pairRows = new float[pairs.size()];
    columnRows = new float[column.size()];
    values = new float[maxRows * outputs * outputs];
  }

  /** Sets all covariances to 0. */
  void clear() {
    Arrays.fill(values, 0);
  }

  /**
   * @param variances [rows, units]
   * @param weights [units, outputs]
   */
  void compute(int rows, Matrix variances, Matrix weights) {
    int outputs = weights.columns();
    weights.read(0, weightRows, 0, weightRows.length);
    for (int k = 0; k < outputs; k++) {
      for (int i = 0; i < pairRows.length; i++) {
        pairRows[i] = weightRows[i - i % outputs + k] * weightRows[i];
      }
      pairs.write(0, pairRows, 0, pairRows.length);
      Blas.multiply(rows, variances, pairs, column);
      column.read(0, columnRows, 0, rows * outputs);
      for (int row = 0; row < rows; row++) {
        int target = (row * outputs + k) * outputs;
        System.arraycopy(columnRows, row * outputs, values, target, outputs);
      }
    }
  }

  /** Writes the covariance [outputs, outputs] of one row. */
  void read(int row, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = values[row * target.length + i];
    }
  }
}
