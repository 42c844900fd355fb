package org.dropoutdistillery.predict;

/** The logarithm of softmax in double. */
final class LogSoftmax {
  private LogSoftmax() {}

  /** Writes log softmax of {@code classes} logits from {@code first} on to the same places. */
  static void row(double[] logits, double[] logs, int first, int classes) {
    double logNormaliser = logSumExp(logits, first, classes);
    for (int k = first; k < first + classes; k++) {
      logs[k] = logits[k] - logNormaliser;
    }
  }

  /** Writes softmax of all {@code logits} and its logarithm to {@code first} and on of target. */
  static void write(double[] logits, Predictions target, int first) {
    double logNormaliser = logSumExp(logits, 0, logits.length);
    for (int k = 0; k < logits.length; k++) {
      target.logProbabilities()[first + k] = logits[k] - logNormaliser;
      target.probabilities()[first + k] = Math.exp(logits[k] - logNormaliser);
    }
  }

  /** Returns log Σ exp of {@code classes} numbers; no finite number overflows. */
  static double logSumExp(double[] values, int first, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = first; k < first + classes; k++) {
      largest = Math.max(largest, values[k]);
    }
    double sum = 0;
    for (int k = first; k < first + classes; k++) {
      sum += Math.exp(values[k] - largest);
    }
    return largest + Math.log(sum);
  }
}
