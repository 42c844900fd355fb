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
  // Elements that are taken from off-heap storage at a time: three such arrays fit a first-level
  // cache.
  private static final int BLOCK = 2048;

  private final float[] block;
  private final float[] factors;
  private final float[] bias;

  ActivationLoop(Architecture architecture) {
    int size = Math.max(BLOCK, architecture.widest());
    block = new float[size];
    factors = new float[size];
    bias = new float[architecture.widest()];
  }

  /** Adds the bias [1, width] to the first rows of {@code values [rows, width]}. */
  void addBias(Matrix values, int rows, Matrix biases) {
    int width = values.columns();
    biases.read(0, bias, 0, width);
    int step = block.length / width;
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      values.read(row * width, block, 0, count * width);
      for (int i = 0; i < count; i++) {
        Kernels.addBias(block, i * width, bias, width);
      }
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
    Matrix values = columns.matrix();
    int width = columns.count();
    Activation activation = network.architecture().activation(layer);
    MaskLaw law = network.architecture().law(layer);
    boolean drops = masks != null && !law.isIdentity();
    network.bias(layer - 1).read(columns.first(), bias, 0, width);
    // Only whole rows lie next to each other.
    int step = width == values.columns() ? block.length / width : 1;
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      int first = row * values.columns() + columns.first();
      int size = count * width;
      values.read(first, block, 0, size);
      for (int i = 0; i < count; i++) {
        activation.apply(block, i * width, bias, width);
      }
      if (gates != null) {
        activation.derivatives(block, gates, firstGate + first, size);
      }
      if (drops) {
        masks.fill(law, layer, row, count, columns.first(), width, factors);
        Kernels.multiply(block, 0, factors, 0, size);
        if (gates != null) {
          Kernels.multiply(gates, firstGate + first, factors, 0, size);
        }
      }
      values.write(first, block, 0, size);
    }
  }

  /** Writes the first rows of {@code source}, masked, into {@code target} of the same width. */
  void mask(Matrix source, Matrix target, int rows, MaskLaw law, int site, Masks masks) {
    int width = source.columns();
    int step = block.length / width;
    for (int row = 0; row < rows; row += step) {
      int count = Math.min(step, rows - row);
      source.read(row * width, block, 0, count * width);
      masks.fill(law, site, row, count, 0, width, factors);
      Kernels.multiply(block, 0, factors, 0, count * width);
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
      Kernels.multiply(block, 0, gates, firstGate + first, size);
      deltas.write(first, block, 0, size);
    }
  }
}
