package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.Masks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Random passes in which all rows share one mask: what it drops is left out of the products. The
 * weights between kept units are gathered once for a pass, times the factors of their inputs, and
 * then serve any number of rows. Allocates at construction only. One thread at a time.
 */
public final class ThinnedPass {
  // Null below the dense layers, which is where products can be thinned out.
  private final KeptUnits[] sites;
  private final Matrix[] weights;
  private final Matrix[] values;
  private final float[] bias;
  private final float[] row;
  private final int maxRows;

  /** Allocates for up to {@code maxRows} rows at a time. */
  public ThinnedPass(Architecture architecture, int maxRows) {
    this.maxRows = maxRows;
    int layers = architecture.layers();
    sites = new KeptUnits[layers + 1];
    weights = new Matrix[layers];
    values = new Matrix[layers + 1];
    for (int layer = architecture.convolutions(); layer <= layers; layer++) {
      sites[layer] = new KeptUnits(architecture.width(layer));
      values[layer] = Matrix.zeros(maxRows, architecture.width(layer));
      if (layer < layers) {
        weights[layer] = Matrix.zeros(architecture.width(layer), architecture.width(layer + 1));
      }
    }
    bias = new float[architecture.widest()];
    row = new float[architecture.widest()];
  }

  /** Returns whether masks act on dense layers only, which is where they can be left out. */
  public static boolean serves(Architecture architecture) {
    int first = architecture.firstDropoutSite();
    return first < 0 || first >= architecture.convolutions();
  }

  /**
   * Thins the network out by the mask of row 0.
   *
   * @param network of the architecture that this was made for, laws aside, and one that this {@link
   *     #serves}
   */
  public void thin(Network network, Masks masks) {
    Architecture architecture = network.architecture();
    int first = architecture.firstDropoutSite();
    if (first < 0) {
      return;
    }
    sites[sites.length - 1].keepAll();
    for (int site = first; site < architecture.layers(); site++) {
      MaskLaw law = architecture.law(site);
      if (law.isIdentity()) {
        sites[site].keepAll();
      } else {
        sites[site].draw(law, site, masks);
      }
    }
    for (int layer = first; layer < weights.length; layer++) {
      gatherWeights(network.weights(layer), layer);
    }
  }

  private void gatherWeights(Matrix full, int layer) {
    KeptUnits inputs = sites[layer];
    KeptUnits outputs = sites[layer + 1];
    for (int i = 0; i < inputs.count(); i++) {
      full.read(inputs.unit(i) * full.columns(), row, 0, full.columns());
      outputs.gather(row, inputs.factor(i));
      weights[layer].write(i * outputs.count(), row, 0, outputs.count());
    }
  }

  /**
   * Computes the logits of some rows under the mask of the last {@link #thin}.
   *
   * @param prepared what {@link ForwardPass#prepared} gives for all rows
   * @param first row of {@code prepared} to begin with
   * @param rows how many, at most those that this was made for
   * @param logits [all rows, outputs]: where rows {@code first} and on are written
   */
  public void run(Network network, Matrix prepared, int first, int rows, float[] logits) {
    if (rows > maxRows) {
      throw new IllegalArgumentException(rows + " rows, expected at most " + maxRows);
    }
    int site = network.architecture().firstDropoutSite();
    int outputs = network.architecture().outputs();
    if (site < 0) {
      prepared.read(first * outputs, logits, first * outputs, rows * outputs);
      return;
    }
    gatherInputs(prepared, first, rows, site);
    for (int layer = site; layer < weights.length; layer++) {
      int inputs = sites[layer].count();
      int width = sites[layer + 1].count();
      Blas.multiplyPacked(rows, inputs, width, values[layer], weights[layer], values[layer + 1]);
      activate(network, layer, rows);
    }
    values[weights.length].read(0, logits, first * outputs, rows * outputs);
  }

  private void gatherInputs(Matrix prepared, int first, int rows, int site) {
    int width = prepared.columns();
    KeptUnits kept = sites[site];
    for (int i = 0; i < rows; i++) {
      prepared.read((first + i) * width, row, 0, width);
      kept.gather(row, 1);
      values[site].write(i * kept.count(), row, 0, kept.count());
    }
  }

  private void activate(Network network, int layer, int rows) {
    KeptUnits outputs = sites[layer + 1];
    int width = outputs.count();
    network.bias(layer).read(0, bias, 0, network.bias(layer).columns());
    outputs.gather(bias, 1);
    Matrix sums = values[layer + 1];
    boolean last = layer == weights.length - 1;
    Activation activation =
        last ? Activation.IDENTITY : network.architecture().hidden().get(layer).activation();
    for (int i = 0; i < rows; i++) {
      sums.read(i * width, row, 0, width);
      activation.apply(row, bias, width);
      sums.write(i * width, row, 0, width);
    }
  }
}
