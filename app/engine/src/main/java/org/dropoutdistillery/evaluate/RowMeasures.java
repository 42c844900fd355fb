package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.predict.Predictions;

/** Quality against labels, row by row, so that rows can be averaged, paired and resampled. */
public final class RowMeasures {
  private static final double LEAST_LOG = Math.log(Predictions.LEAST_PROBABILITY);

  private RowMeasures() {}

  /**
   * Returns [rows]: 1 where the most probable class is not the label, else 0.
   *
   * @throws IllegalArgumentException if labels and predictions do not fit
   */
  public static double[] errors(Predictions predictions, int[] labels) {
    Shapes.requireLabels(predictions, labels);
    double[] errors = new double[labels.length];
    Arrays.setAll(errors, row -> predictions.mode(row) == labels[row] ? 0 : 1);
    return errors;
  }

  /**
   * Returns [rows]: −log p of the label in nats, at most −log 1e-12.
   *
   * @throws IllegalArgumentException if labels and predictions do not fit
   */
  public static double[] nll(Predictions predictions, int[] labels) {
    Shapes.requireLabels(predictions, labels);
    double[] logs = predictions.logProbabilities();
    double[] nll = new double[labels.length];
    Arrays.setAll(
        nll, row -> -Math.max(logs[row * predictions.classes() + labels[row]], LEAST_LOG));
    return nll;
  }

  /**
   * Returns [rows]: Σ_k (p_k − y_k)², in [0, 2].
   *
   * @throws IllegalArgumentException if labels and predictions do not fit
   */
  public static double[] brier(Predictions predictions, int[] labels) {
    Shapes.requireLabels(predictions, labels);
    int classes = predictions.classes();
    double[] brier = new double[labels.length];
    for (int row = 0; row < brier.length; row++) {
      for (int k = 0; k < classes; k++) {
        double target = k == labels[row] ? 1 : 0;
        double difference = predictions.probabilities()[row * classes + k] - target;
        brier[row] += difference * difference;
      }
    }
    return brier;
  }

  /** Returns the mean of {@code rows}; NaN where there are none. */
  static double mean(double[] rows) {
    double sum = 0;
    for (double row : rows) {
      sum += row;
    }
    return sum / rows.length;
  }
}
