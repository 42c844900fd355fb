package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Some neighbouring units of a hidden layer, whose incoming weights are shortened to a largest norm
 * (max-norm: Srivastava et al., JMLR 2014, section 5.1). Biases do not count.
 */
final class NormLimit {
  private static final int UNITS = 256;

  private final Matrix weights;
  private final int firstUnit;
  private final int units;
  private final float[] row;
  private final float[] squares;
  private final float[] factors;

  private NormLimit(Matrix weights, int firstUnit, int units) {
    this.weights = weights;
    this.firstUnit = firstUnit;
    this.units = units;
    row = new float[units];
    squares = new float[units];
    factors = new float[units];
  }

  /** Returns the units of all hidden layers. */
  static List<NormLimit> ofHiddenUnits(Network network) {
    List<NormLimit> limits = new ArrayList<>();
    for (int layer = 0; layer < network.architecture().layers() - 1; layer++) {
      Matrix weights = network.weights(layer);
      for (int first = 0; first < weights.columns(); first += UNITS) {
        limits.add(new NormLimit(weights, first, Math.min(UNITS, weights.columns() - first)));
      }
    }
    return limits;
  }

  /** Returns the number of weights. */
  long size() {
    return (long) weights.rows() * units;
  }

  /** Shortens what is longer than {@code maxNorm}, and leaves the bits of all else alone. */
  void apply(double maxNorm) {
    java.util.Arrays.fill(squares, 0f);
    for (int i = 0; i < weights.rows(); i++) {
      weights.read(i * weights.columns() + firstUnit, row, 0, units);
      Kernels.accumulateSquares(squares, row, units);
    }
    if (setFactors(maxNorm)) {
      for (int i = 0; i < weights.rows(); i++) {
        int first = i * weights.columns() + firstUnit;
        weights.read(first, row, 0, units);
        Kernels.multiply(row, factors, units);
        weights.write(first, row, 0, units);
      }
    }
  }

  /** Returns whether any unit is too long. */
  private boolean setFactors(double maxNorm) {
    boolean any = false;
    for (int j = 0; j < units; j++) {
      double norm = Math.sqrt(squares[j]);
      // What is no number any more stays as it is, for the next loss to show.
      boolean tooLong = norm > maxNorm && norm < Double.POSITIVE_INFINITY;
      factors[j] = tooLong ? (float) (maxNorm / norm) : 1f;
      any |= tooLong;
    }
    return any;
  }
}
