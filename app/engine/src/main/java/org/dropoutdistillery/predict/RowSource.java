package org.dropoutdistillery.predict;

import org.dropoutdistillery.tensor.Matrix;

/**
 * Some data rows to predict on.
 *
 * @param features [rows of the data set, features], row after row
 * @param width number of features
 * @param ids data-row ids of the chosen rows, in the order of the predictions
 */
public record RowSource(float[] features, int width, int[] ids) {
  public int rows() {
    return ids.length;
  }

  /**
   * Copies {@code count} chosen rows from the {@code first} on into the start of {@code target}.
   */
  public void read(int first, int count, Matrix target) {
    for (int i = 0; i < count; i++) {
      target.write(i * width, features, ids[first + i] * width, width);
    }
  }
}
