package org.dropoutdistillery.predict;

/** Makes class probabilities of normal logits. One thread at a time. */
interface RowReadout {
  /**
   * Writes what it makes of one row.
   *
   * @param rowId data-row id
   * @param mean [classes] of the logits
   * @param covariance [classes, classes] of the logits
   * @param target [rows, classes]; the row begins at {@code first} of both its arrays
   */
  void read(int rowId, double[] mean, double[] covariance, Predictions target, int first);
}
