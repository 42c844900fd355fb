package org.dropoutdistillery.evaluate;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/** What must fit together before rows can be compared. */
final class Shapes {
  private Shapes() {}

  static void requireLabels(Predictions predictions, int[] labels) {
    if (labels.length == 0 || labels.length != predictions.rows()) {
      throw new IllegalArgumentException(
          "%d labels for predictions of shape [%d, %d], expected one label for each row, at least one"
              .formatted(labels.length, predictions.rows(), predictions.classes()));
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= predictions.classes()) {
        throw new IllegalArgumentException(
            "label of row %d: %d, expected a class in [0, %d)"
                .formatted(row, labels[row], predictions.classes()));
      }
    }
  }

  static void requireSame(MonteCarloAverage average, Predictions predictions) {
    if (average.rows() != predictions.rows() || average.classes() != predictions.classes()) {
      throw new IllegalArgumentException(
          "predictions of shape [%d, %d] beside a Monte-Carlo average of shape [%d, %d], expected the same"
              .formatted(
                  predictions.rows(), predictions.classes(), average.rows(), average.classes()));
    }
  }

  static void requireSame(Predictions p, Predictions q) {
    if (p.rows() != q.rows() || p.classes() != q.classes()) {
      throw new IllegalArgumentException(
          "predictions of shapes [%d, %d] and [%d, %d], expected the same"
              .formatted(p.rows(), p.classes(), q.rows(), q.classes()));
    }
  }

  static void requireRows(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("rows: 0, expected at least 1");
    }
  }

  /** Returns a − b over the same rows. */
  static double[] differences(double[] a, double[] b) {
    requirePaired(a, b);
    double[] differences = new double[a.length];
    for (int row = 0; row < a.length; row++) {
      differences[row] = a[row] - b[row];
    }
    return differences;
  }

  /** Returns the mean of {@code whole}, by which the mean of {@code part} is to be divided. */
  static double requireWhole(double[] part, double[] whole) {
    requirePaired(part, whole);
    requireRows(whole.length);
    double mean = RowMeasures.mean(whole);
    if (!(mean > 0)) {
      throw new IllegalArgumentException(
          "mean of the whole: " + mean + ", expected a number above 0");
    }
    return mean;
  }

  static void requirePaired(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "paired rows: %d and %d, expected the same number".formatted(a.length, b.length));
    }
  }
}
