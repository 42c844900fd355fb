package org.dropoutdistillery.nn;

/** A loss that looks at one row at a time. */
interface RowLoss extends Loss {
  /**
   * Returns the loss of the row that starts at element {@code first} of each array, and writes the
   * gradient of {@code scale} times it.
   */
  double rowGradient(
      float[] logits, float[] targets, float[] gradient, int first, int outputs, double scale);

  @Override
  default double gradient(
      float[] logits, float[] targets, float[] gradient, int rows, int outputs, double scale) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += rowGradient(logits, targets, gradient, row * outputs, outputs, scale);
    }
    return sum;
  }
}
