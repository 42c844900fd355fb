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

  static void requirePaired(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "paired rows: %d and %d, expected the same number".formatted(a.length, b.length));
    }
  }
}
