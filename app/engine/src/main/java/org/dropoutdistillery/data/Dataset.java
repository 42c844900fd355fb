package org.dropoutdistillery.data;

import java.util.HashSet;
import java.util.List;

/**
 * A labelled table in memory. The id of a row is its index in the order of the file, and stays its
 * name in every part, mask and report. The arrays belong to the data set: nobody writes into them.
 *
 * @param name short name, for reports
 * @param rows number of rows, at least 1
 * @param features numbers per row, at least 1
 * @param values [rows, features], flattened, row after row; finite
 * @param labels [rows]: class of each row, from 0 to classes − 1
 * @param classNames [classes]: what the classes are called, at least two, all different
 * @param imageShape how the features of a row form an image; null for tables
 */
public record Dataset(
    String name,
    int rows,
    int features,
    float[] values,
    int[] labels,
    List<String> classNames,
    ImageShape imageShape) {

  /**
   * @throws IllegalArgumentException if a size does not fit the others, a value is not finite or a
   *     label is out of range
   */
  public Dataset {
    if (name.isBlank()) {
      throw new IllegalArgumentException("data set without a name");
    }
    classNames = List.copyOf(classNames);
    requireSizes(rows, features, values.length, labels.length);
    requireClassNames(classNames);
    requireImage(imageShape, features);
    requireFinite(values, features);
    requireLabels(labels, classNames.size());
  }

  public int classes() {
    return classNames.size();
  }

  /** Returns how many rows each class has, [classes]. */
  public int[] classCounts() {
    int[] counts = new int[classes()];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * Returns a copy of the features of some rows, [rowIds.length, features], flattened.
   *
   * @throws IllegalArgumentException if an id is out of range
   */
  public float[] valuesOf(int[] rowIds) {
    float[] chosen = new float[Math.multiplyExact(rowIds.length, features)];
    for (int i = 0; i < rowIds.length; i++) {
      System.arraycopy(values, requireRow(rowIds[i]) * features, chosen, i * features, features);
    }
    return chosen;
  }

  /**
   * Returns a copy of the labels of some rows, [rowIds.length].
   *
   * @throws IllegalArgumentException if an id is out of range
   */
  public int[] labelsOf(int[] rowIds) {
    int[] chosen = new int[rowIds.length];
    for (int i = 0; i < rowIds.length; i++) {
      chosen[i] = labels[requireRow(rowIds[i])];
    }
    return chosen;
  }

  private int requireRow(int rowId) {
    if (rowId < 0 || rowId >= rows) {
      throw new IllegalArgumentException(
          "row id %d of data set '%s', expected 0 to %d".formatted(rowId, name, rows - 1));
    }
    return rowId;
  }

  private static void requireSizes(int rows, int features, int values, int labels) {
    if (rows < 1 || features < 1) {
      throw new IllegalArgumentException(
          "data set of shape [%d, %d], expected at least one row and one feature"
              .formatted(rows, features));
    }
    if (values != (long) rows * features || labels != rows) {
      throw new IllegalArgumentException(
          "data set of shape [%d, %d] needs %d values and %d labels, got %d and %d"
              .formatted(rows, features, (long) rows * features, rows, values, labels));
    }
  }

  private static void requireClassNames(List<String> classNames) {
    if (classNames.size() < 2 || new HashSet<>(classNames).size() < classNames.size()) {
      throw new IllegalArgumentException(
          "class names " + classNames + ", expected at least two, all different");
    }
  }

  private static void requireImage(ImageShape image, int features) {
    if (image != null && image.pixels() != features) {
      throw new IllegalArgumentException(
          "images of %d x %d pixels need %d features, got %d"
              .formatted(image.height(), image.width(), image.pixels(), features));
    }
  }

  private static void requireFinite(float[] values, int features) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "row %d, column %d is %s, expected a finite number (both counted from 0)"
                .formatted(i / features, i % features, values[i]));
      }
    }
  }

  private static void requireLabels(int[] labels, int classes) {
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "row %d has label %d, expected 0 to %d".formatted(row, labels[row], classes - 1));
      }
    }
  }
}
