package org.dropoutdistillery.data;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table in memory with what is to be predicted from it. The id of a row is its index in the order
 * of the file, and stays its name in every part, mask and report. The arrays belong to the data
 * set: nobody writes into them.
 *
 * @param name short name, for reports
 * @param rows number of rows, at least 1
 * @param features numbers per row, at least 1
 * @param values [rows, features], flattened, row after row; finite
 * @param targets [rows]: a class or a number for each row
 * @param featureNames [features]: what the features are called, all different
 * @param imageShape how the features of a row form an image; null for tables
 */
public record Dataset(
    String name,
    int rows,
    int features,
    float[] values,
    Targets targets,
    List<String> featureNames,
    ImageShape imageShape) {

  /**
   * @throws IllegalArgumentException if a size does not fit the others, a value is not finite or
   *     two features have the same name
   */
  public Dataset {
    if (name.isBlank()) {
      throw new IllegalArgumentException("data set without a name");
    }
    featureNames = List.copyOf(featureNames);
    requireSizes(rows, features, values.length, targets.rows());
    requireFeatureNames(featureNames, features);
    requireImage(imageShape, features);
    requireFinite(values, features);
  }

  /**
   * Returns a table, not of images, whose features have the default names.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static Dataset table(String name, int features, float[] values, Targets targets) {
    return new Dataset(
        name, targets.rows(), features, values, targets, defaultFeatureNames(features), null);
  }

  /** Returns the names of features that have none of their own: "feature 1" and so on. */
  public static List<String> defaultFeatureNames(int features) {
    return IntStream.rangeClosed(1, features).mapToObj(i -> "feature " + i).toList();
  }

  /** Returns this data set with other features, [rows, features]. */
  public Dataset withValues(float[] newValues) {
    return new Dataset(name, rows, features, newValues, targets, featureNames, imageShape);
  }

  /** Returns this data set with something else to predict for each row. */
  public Dataset withTargets(Targets newTargets) {
    return new Dataset(name, rows, features, values, newTargets, featureNames, imageShape);
  }

  /** Returns whether a number is to be predicted, not a class. */
  public boolean isRegression() {
    return targets instanceof Responses;
  }

  /** Returns how many numbers a network gives for a row: one for each class, or one response. */
  public int outputs() {
    return targets.outputs();
  }

  /**
   * @throws IllegalStateException if a number is to be predicted, not a class
   */
  public int classes() {
    return classLabels().classNames().size();
  }

  /**
   * Returns the class of each row, [rows].
   *
   * @throws IllegalStateException if a number is to be predicted, not a class
   */
  public int[] labels() {
    return classLabels().labels();
  }

  /**
   * Returns what the classes are called, [classes].
   *
   * @throws IllegalStateException if a number is to be predicted, not a class
   */
  public List<String> classNames() {
    return classLabels().classNames();
  }

  /**
   * Returns how many rows each class has, [classes].
   *
   * @throws IllegalStateException if a number is to be predicted, not a class
   */
  public int[] classCounts() {
    int[] counts = new int[classes()];
    for (int label : labels()) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * Returns the number to predict for each row, [rows].
   *
   * @throws IllegalStateException if a class is to be predicted, not a number
   */
  public float[] responses() {
    if (targets instanceof Responses responses) {
      return responses.values();
    }
    throw new IllegalStateException("data set '" + name + "' has classes, not responses");
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
   * @throws IllegalStateException if a number is to be predicted, not a class
   */
  public int[] labelsOf(int[] rowIds) {
    int[] labels = labels();
    int[] chosen = new int[rowIds.length];
    for (int i = 0; i < rowIds.length; i++) {
      chosen[i] = labels[requireRow(rowIds[i])];
    }
    return chosen;
  }

  /**
   * Returns a copy of the responses of some rows, [rowIds.length].
   *
   * @throws IllegalArgumentException if an id is out of range
   * @throws IllegalStateException if a class is to be predicted, not a number
   */
  public float[] responsesOf(int[] rowIds) {
    float[] responses = responses();
    float[] chosen = new float[rowIds.length];
    for (int i = 0; i < rowIds.length; i++) {
      chosen[i] = responses[requireRow(rowIds[i])];
    }
    return chosen;
  }

  private ClassLabels classLabels() {
    if (targets instanceof ClassLabels labels) {
      return labels;
    }
    throw new IllegalStateException("data set '" + name + "' has responses, not classes");
  }

  private int requireRow(int rowId) {
    if (rowId < 0 || rowId >= rows) {
      throw new IllegalArgumentException(
          "row id %d of data set '%s', expected 0 to %d".formatted(rowId, name, rows - 1));
    }
    return rowId;
  }

  private static void requireSizes(int rows, int features, int values, int targets) {
    if (rows < 1 || features < 1) {
      throw new IllegalArgumentException(
          "data set of shape [%d, %d], expected at least one row and one feature"
              .formatted(rows, features));
    }
    if (values != (long) rows * features || targets != rows) {
      throw new IllegalArgumentException(
          "data set of shape [%d, %d] needs %d values and %d targets, got %d and %d"
              .formatted(rows, features, (long) rows * features, rows, values, targets));
    }
  }

  private static void requireFeatureNames(List<String> names, int features) {
    if (names.size() != features || new HashSet<>(names).size() < features) {
      throw new IllegalArgumentException(
          "feature names %s, expected %d, all different".formatted(names, features));
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
}
