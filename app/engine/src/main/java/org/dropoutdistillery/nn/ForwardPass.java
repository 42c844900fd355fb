package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The arrays in which some rows go through a network, allocated once. The caller writes the rows
 * into {@link #input}, runs, and reads {@link #logits}. One thread at a time.
 */
public final class ForwardPass {
  // Elements that a fused loop takes from off-heap storage at a time: four such arrays fill half of
  // a first-level cache.
  private static final int BLOCK = 2048;

  private final Architecture architecture;
  private final Matrix[] values;
  private final float[][] gates;
  private final Matrix beforeDropout;
  private final float[] block;
  private final float[] factors;
  private final float[] bias;

  /** Allocates for prediction on up to {@code maxRows} rows at a time. */
  public ForwardPass(Architecture architecture, int maxRows) {
    this(architecture, allocate(architecture, maxRows), false);
  }

  /**
   * @param values {@code values[l]} holds [rows, width of layer l]; used, not copied
   * @param keepsGates whether to keep what a backward pass needs
   */
  ForwardPass(Architecture architecture, Matrix[] values, boolean keepsGates) {
    this.architecture = architecture;
    this.values = values;
    int blockSize = Math.max(BLOCK, architecture.widest());
    block = new float[blockSize];
    factors = new float[blockSize];
    bias = new float[architecture.widest()];
    gates = keepsGates ? allocateGates() : null;
    int site = architecture.firstDropoutSite();
    beforeDropout =
        keepsGates || site < 0 ? null : Matrix.zeros(values[site].rows(), values[site].columns());
  }

  static Matrix[] allocate(Architecture architecture, int rows) {
    Matrix[] values = new Matrix[architecture.layers() + 1];
    for (int layer = 0; layer < values.length; layer++) {
      values[layer] = Matrix.zeros(rows, architecture.width(layer));
    }
    return values;
  }

  private float[][] allocateGates() {
    float[][] all = new float[architecture.layers()][];
    for (int layer = 1; layer < all.length; layer++) {
      all[layer] = new float[values[layer].size()];
    }
    return all;
  }

  /** Returns where the rows to predict go: [maxRows, inputs]. */
  public Matrix input() {
    return values[0];
  }

  /** Returns the logits of the last pass: [maxRows, outputs]. */
  public Matrix logits() {
    return values[values.length - 1];
  }

  /** Returns the output of hidden layer {@code layer}, from 1, in the last pass, masks applied. */
  public Matrix hidden(int layer) {
    return values[layer];
  }

  /** Runs the first {@code rows} rows through the network without masks: standard dropout. */
  public void runStandard(Network network, int rows) {
    for (int layer = 1; layer < values.length; layer++) {
      runLayer(network, layer, rows, null);
    }
  }

  /**
   * Runs the first {@code rows} rows with masks. With input dropout, {@link #input} itself is
   * masked, so it must be written again before the next pass.
   */
  public void runMasked(Network network, int rows, RowMasks masks) {
    maskInPlace(0, rows, masks);
    for (int layer = 1; layer < values.length; layer++) {
      runLayer(network, layer, rows, masks);
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
    mask(site, beforeDropout, values[site], rows, masks);
    for (int layer = site + 1; layer < values.length; layer++) {
      runLayer(network, layer, rows, masks);
    }
  }

  /** Returns mask factor times derivative of ReLU, [rows, width], for the last pass. */
  float[] gates(int layer) {
    return gates[layer];
  }

  private void runLayer(Network network, int layer, int rows, RowMasks masks) {
    Blas.multiply(rows, values[layer - 1], network.weights(layer - 1), values[layer]);
    network.bias(layer - 1).read(0, bias, 0, architecture.width(layer));
    if (layer == values.length - 1) {
      addBias(values[layer], rows);
    } else {
      activate(layer, rows, masks);
    }
  }

  private void addBias(Matrix logits, int rows) {
    int width = logits.columns();
    int step = rowsPerBlock(width);
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      logits.read(row * width, block, 0, count * width);
      for (int i = 0; i < count; i++) {
        Kernels.addBias(block, i * width, bias, width);
      }
      logits.write(row * width, block, 0, count * width);
    }
  }

  private void activate(int layer, int rows, RowMasks masks) {
    Matrix matrix = values[layer];
    int width = matrix.columns();
    int step = rowsPerBlock(width);
    MaskLaw law = masks == null ? MaskLaw.none() : architecture.law(layer);
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      int size = count * width;
      matrix.read(row * width, block, 0, size);
      for (int i = 0; i < count; i++) {
        Kernels.addBiasRelu(block, i * width, bias, width);
      }
      if (!law.isIdentity()) {
        masks.fill(law, layer, row, count, width, factors);
        Kernels.multiply(block, 0, factors, 0, size);
      }
      if (gates != null) {
        keepGates(layer, row * width, size, law);
      }
      matrix.write(row * width, block, 0, size);
    }
  }

  private void keepGates(int layer, int first, int size, MaskLaw law) {
    if (law.isIdentity()) {
      java.util.Arrays.fill(gates[layer], first, first + size, 1f);
    } else {
      System.arraycopy(factors, 0, gates[layer], first, size);
    }
    Kernels.closeGatesOfIdle(gates[layer], first, block, 0, size);
  }

  private void maskInPlace(int site, int rows, RowMasks masks) {
    if (!architecture.law(site).isIdentity()) {
      mask(site, values[site], values[site], rows, masks);
    }
  }

  private void mask(int site, Matrix source, Matrix target, int rows, RowMasks masks) {
    int width = source.columns();
    int step = rowsPerBlock(width);
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      source.read(row * width, block, 0, count * width);
      masks.fill(architecture.law(site), site, row, count, width, factors);
      Kernels.multiply(block, 0, factors, 0, count * width);
      target.write(row * width, block, 0, count * width);
    }
  }

  private int rowsPerBlock(int width) {
    return block.length / width;
  }
}
