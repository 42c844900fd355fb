package org.dropoutdistillery.predict;

import org.dropoutdistillery.tensor.Matrix;

/**
 * What is known of the values of a layer over all masks.
 *
 * @param means [rows, width]
 * @param variances [rows, width]
 */
record UnitMoments(Matrix means, Matrix variances) {
  static UnitMoments zeros(int rows, int width) {
    return new UnitMoments(Matrix.zeros(rows, width), Matrix.zeros(rows, width));
  }

  int width() {
    return means.columns();
  }
}
