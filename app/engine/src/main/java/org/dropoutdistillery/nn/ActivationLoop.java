package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.Masks;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * What happens to the values of a layer between two products, a few rows at a time in heap arrays.
 * One instance serves one thread.
 */
final class ActivationLoop {
  // Elements that are taken from off-heap storage at a time: four such arrays fit a first-level
  // cache.
  private static final int BLOCK = 2048;

  private final float[] block;
  private final float[] factors;
  private final float[] slopes;
  // A layer's biases, again for each row of the block.
  private final float[] bias;

  ActivationLoop(Architecture architecture) {
    int size = Math.max(BLOCK, architecture.widest());
    block = new float[size];
    factors = new float[size];
    slopes = new float[size];
    bias = new float[size];
  }

  /** Adds the bias [1, width] to the first rows of {@code values [rows, width]}. */
  void addBias(Matrix values, int rows, Matrix biases) {
    int width = values.columns();
    int step = block.length / width;
    readBias(biases, 0, width, Math.min(step, rows));
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      values.read(row * width, block, 0, count * width);
      Kernels.addBias(block, bias, count * width);
      values.write(row * width, block, 0, count * width);
    }
  }

  /**
   * Adds the bias, applies a layer's activation and the masks of its dropout site, in some columns.
   *
   * @param layer whose values these are, from 1: also the number of the site
   * @param columns of the layer's values; the first of them has an even number
   * @param masks null for none
   * @param gates [rows, width of the layer] from {@code firstGate} on, where to keep the derivative
   *     of the activation times the mask's factor; null to keep nothing
   */
  void activate(
      Network network,
      int layer,
      ColumnBlock columns,
      int rows,
      Masks masks,
      float[] gates,
      int firstGate) {
    int width = columns.count();
    readBias(network.bias(layer - 1), columns.first(), width, rowsAtATime(columns, rows));
    Activation activation = network.architecture().activation(layer);
    finish(
        activation,
        network.architecture().law(layer),
        layer,
        columns,
        rows,
        masks,
        gates,
        firstGate);
  }

  /** Does the same to what a convolutional layer gives on. */
  void activate(
      Network network,
      int layer,
      ImageLayer image,
      ColumnBlock columns,
      int rows,
      Masks masks,
      float[] gates,
      int firstGate) {
    image.readBias(bias);
    Kernels.repeat(bias, image.units(), columns.count() * rowsAtATime(columns, rows));
    MaskLaw law = network.architecture().law(layer);
    finish(image.activationLeft(), law, layer, columns, rows, masks, gates, firstGate);
  }

  /** Only whole rows lie next to each other. */
  private int rowsAtATime(ColumnBlock columns, int rows) {
    boolean whole = columns.count() == columns.matrix().columns();
    return Math.min(rows, whole ? block.length / columns.count() : 1);
  }

  private void finish(
      Activation activation,
      MaskLaw law,
      int layer,
      ColumnBlock columns,
      int rows,
      Masks masks,
      float[] gates,
      int firstGate) {
    Matrix values = columns.matrix();
    int width = columns.count();
    boolean drops = masks != null && !law.isIdentity();
    int step = Math.max(1, rowsAtATime(columns, rows));
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      int first = row * values.columns() + columns.first();
      int size = count * width;
      values.read(first, block, 0, size);
      activation.apply(block, bias, size);
      if (gates != null) {
        activation.derivatives(block, slopes, size);
      }
      if (drops) {
        masks.fill(law, layer, row, count, columns.first(), width, factors);
        Kernels.multiply(block, factors, size);
        if (gates != null) {
          Kernels.multiply(slopes, factors, size);
        }
      }
      if (gates != null) {
        System.arraycopy(slopes, 0, gates, firstGate + first, size);
      }
      values.write(first, block, 0, size);
    }
  }

  /** Loops over many rows at once are faster than one over each narrow row. */
  private void readBias(Matrix biases, int first, int width, int rows) {
    biases.read(first, bias, 0, width);
    Kernels.repeat(bias, width, width * rows);
  }

  /** Writes the first rows of {@code source}, masked, into {@code target} of the same width. */
  void mask(Matrix source, Matrix target, int rows, MaskLaw law, int site, Masks masks) {
    int width = source.columns();
    int step = block.length / width;
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      source.read(row * width, block, 0, count * width);
      masks.fill(law, site, row, count, 0, width, factors);
      Kernels.multiply(block, factors, count * width);
      target.write(row * width, block, 0, count * width);
    }
  }

  /** Multiplies some columns of {@code deltas} by their gates. */
  void closeGates(ColumnBlock columns, int rows, float[] gates, int firstGate) {
    Matrix deltas = columns.matrix();
    int width = columns.count();
    int step = width == deltas.columns() ? block.length / width : 1;
    for (int row = 0; row < rows; row += step) {
      int first = row * deltas.columns() + columns.first();
      int size = Math.min(step, rows - row) * width;
      deltas.read(first, block, 0, size);
      System.arraycopy(gates, firstGate + first, slopes, 0, size);
      Kernels.multiply(block, slopes, size);
      deltas.write(first, block, 0, size);
    }
  }
}
