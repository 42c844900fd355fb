package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.Masks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The arrays in which some rows go through a network, allocated once. The caller writes the rows
 * into {@link #input}, runs, and reads {@link #logits}. One thread at a time.
 */
public final class ForwardPass {
  private final Matrix[] values;
  private final ColumnBlock[] columns;
  // As layer of the same number, for the values from which random passes go on.
  private final Matrix[] beforeDropout;
  private final ActivationLoop loop;
  // As layer of the same number; null for dense ones.
  private final ImageLayer[] images;

  /** Allocates for prediction on up to {@code maxRows} rows at a time. */
  public ForwardPass(Architecture architecture, int maxRows) {
    values = allocate(architecture, maxRows);
    columns = new ColumnBlock[values.length];
    for (int layer = 0; layer < values.length; layer++) {
      columns[layer] = new ColumnBlock(values[layer], 0, values[layer].columns());
    }
    loop = new ActivationLoop(architecture);
    beforeDropout = shapesOfSites(architecture, maxRows);
    images = images(architecture, maxRows);
  }

  /** Returns the way through each convolutional layer, by its number; null for dense ones. */
  static ImageLayer[] images(Architecture architecture, int maxRows) {
    ImageLayer[] images = new ImageLayer[architecture.layers() + 1];
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      images[layer] = new ImageLayer(architecture, layer, maxRows);
    }
    return images;
  }

  /** Returns a view for each site into the same storage, since one of them is in use at a time. */
  private static Matrix[] shapesOfSites(Architecture architecture, int rows) {
    Matrix storage = Matrix.zeros(1, rows * architecture.widest());
    Matrix[] shapes = new Matrix[architecture.layers()];
    for (int site = 0; site < shapes.length; site++) {
      shapes[site] = storage.reshaped(rows, architecture.width(site));
    }
    return shapes;
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
    int site = network.architecture().firstDropoutSite();
    int last = site < 0 ? values.length - 1 : site;
    for (int layer = 1; layer <= last; layer++) {
      runLayer(network, layer, rows, null);
    }
    if (site >= 0) {
      beforeDropout[site].assignRows(values[site], rows);
    }
  }

  /** Runs one random pass over the rows of the last {@link #preparePasses}. */
  public void runPass(Network network, int rows, Masks masks) {
    int site = network.architecture().firstDropoutSite();
    if (site >= 0) {
      runPass(network, beforeDropout[site], rows, masks);
    }
  }

  /**
   * Returns what random passes begin with, after {@link #preparePasses}: the values of the first
   * dropout site before its masks, or the logits of a network that drops nothing.
   */
  public Matrix prepared(Network network) {
    int site = network.architecture().firstDropoutSite();
    return site < 0 ? logits() : beforeDropout[site];
  }

  /**
   * Runs one random pass over rows that were prepared before, here or in another instance.
   *
   * @param prepared the first {@code rows} rows of {@link #prepared}
   */
  public void runPass(Network network, Matrix prepared, int rows, Masks masks) {
    int site = network.architecture().firstDropoutSite();
    if (site < 0) {
      logits().assignRows(prepared, rows);
      return;
    }
    MaskLaw law = network.architecture().law(site);
    loop.mask(prepared, values[site], rows, law, site, masks);
    for (int layer = site + 1; layer < values.length; layer++) {
      runLayer(network, layer, rows, masks);
    }
  }

  private void runLayer(Network network, int layer, int rows, Masks masks) {
    if (images[layer] != null) {
      images[layer].forward(network, values[layer - 1], rows, values[layer]);
      loop.activate(network, layer, images[layer], columns[layer], rows, masks, null, 0);
      return;
    }
    Blas.multiply(rows, values[layer - 1], network.weights(layer - 1), values[layer]);
    if (layer == values.length - 1) {
      loop.addBias(values[layer], rows, network.bias(layer - 1));
    } else {
      loop.activate(network, layer, columns[layer], rows, masks, null, 0);
    }
  }
}
