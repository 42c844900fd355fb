package org.dropoutdistillery.predict;

/**
 * Class probabilities of a predictor on some rows, in double, row after row.
 *
 * @param rows number of rows
 * @param classes number of classes K
 * @param probabilities [rows, classes], flattened; each row sums to 1
 * @param logProbabilities [rows, classes], flattened, in nats; for one network the log-softmax of
 *     its logits, for an average the logarithm of the average, never below log 1e-12
 */
public record Predictions(
    int rows, int classes, double[] probabilities, double[] logProbabilities) {
  /** Probabilities are kept from 0 by this much wherever a logarithm is taken. */
  public static final double LEAST_PROBABILITY = 1e-12;

  /**
   * @throws IllegalArgumentException if an array does not have rows × classes entries
   */
  public Predictions {
    int expected = rows * classes;
    if (probabilities.length != expected || logProbabilities.length != expected) {
      throw new IllegalArgumentException(
          "predictions of shape [%d, %d] need %d entries, got %d probabilities and %d logarithms"
              .formatted(rows, classes, expected, probabilities.length, logProbabilities.length));
    }
  }

  /** Returns predictions with these probabilities and their clamped logarithms. */
  public static Predictions ofProbabilities(int rows, int classes, double[] probabilities) {
    double[] logs = new double[probabilities.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(Math.max(probabilities[i], LEAST_PROBABILITY));
    }
    return new Predictions(rows, classes, probabilities, logs);
  }

  /** Returns the most probable class of {@code row}; the first of them where several are. */
  public int mode(int row) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (probabilities[row * classes + k] > probabilities[row * classes + best]) {
        best = k;
      }
    }
    return best;
  }
}
