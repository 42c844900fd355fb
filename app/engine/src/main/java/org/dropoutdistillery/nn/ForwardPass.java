package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The arrays in which some rows go through a network, allocated once. The caller writes the rows
 * into {@link #input}, runs, and reads {@link #logits}. One thread at a time.
 */
public final class ForwardPass {
  private final Architecture architecture;
  private final Matrix[] values;
  private final ColumnBlock[] columns;
  private final Matrix beforeDropout;
  private final ActivationLoop loop;

  /** Allocates for prediction on up to {@code maxRows} rows at a time. */
  public ForwardPass(Architecture architecture, int maxRows) {
    this.architecture = architecture;
    values = allocate(architecture, maxRows);
    columns = new ColumnBlock[values.length];
    for (int layer = 0; layer < values.length; layer++) {
      columns[layer] = new ColumnBlock(values[layer], 0, values[layer].columns());
    }
    loop = new ActivationLoop(architecture);
    int site = architecture.firstDropoutSite();
    beforeDropout = site < 0 ? null : Matrix.zeros(maxRows, architecture.width(site));
  }

  /** Returns zeros for each layer, [rows, width]; layer 0 is the input. */
  static Matrix[] allocate(Architecture architecture, int rows) {
    Matrix[] values = new Matrix[architecture.layers() + 1];
    for (int layer = 0; layer < values.length; layer++) {
      values[layer] = Matrix.zeros(rows, architecture.width(layer));
    }
    return values;
  }

  /** Returns where the rows to predict go: [maxRows, inputs]. */
  public Matrix input() {
    return values[0];
  }

  /** Returns the logits of the last pass: [maxRows, outputs]. */
  public Matrix logits() {
    return values[values.length - 1];
  }

  /** Runs the first {@code rows} rows through the network without masks: standard dropout. */
  public void runStandard(Network network, int rows) {
    for (int layer = 1; layer < values.length; layer++) {
      runLayer(network, layer, rows, null);
    }
  }

  /**
   * Computes once what all random passes over the same rows share: everything before the first
   * dropout. {@link #runPass} goes on from there.
   */
  public void preparePasses(Network network, int rows) {
    int site = architecture.firstDropoutSite();
    int last = site < 0 ? values.length - 1 : site;
    for (int layer = 1; layer <= last; layer++) {
      runLayer(network, layer, rows, null);
    }
    if (site >= 0) {
      beforeDropout.assignRows(values[site], rows);
    }
  }

  /** Runs one random pass over the rows of the last {@link #preparePasses}. */
  public void runPass(Network network, int rows, RowMasks masks) {
    int site = architecture.firstDropoutSite();
    if (site < 0) {
      return;
    }
    loop.mask(beforeDropout, values[site], rows, architecture.law(site), site, masks);
    for (int layer = site + 1; layer < values.length; layer++) {
      runLayer(network, layer, rows, masks);
    }
  }

  private void runLayer(Network network, int layer, int rows, RowMasks masks) {
    Blas.multiply(rows, values[layer - 1], network.weights(layer - 1), values[layer]);
    Matrix bias = network.bias(layer - 1);
    if (layer == values.length - 1) {
      loop.addBias(values[layer], rows, bias);
    } else {
      MaskLaw law = architecture.law(layer);
      loop.activate(columns[layer], rows, bias, law, layer, masks, null, 0);
    }
  }
}
