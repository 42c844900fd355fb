package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.predict.Predictions;

/**
 * What a predictor claims and what came of it, row by row.
 *
 * @param bin [rows]: index of the confidence bin, from 0
 * @param confidence [rows]: probability of the chosen class
 * @param right [rows]: 1 where the chosen class is the label, else 0
 */
record ConfidenceGaps(int[] bin, double[] confidence, double[] right) {

  static ConfidenceGaps of(Predictions predictions, int[] labels, int bins) {
    Shapes.requireLabels(predictions, labels);
    requireBins(bins);
    int[] bin = new int[labels.length];
    double[] confidence = new double[labels.length];
    double[] right = new double[labels.length];
    for (int row = 0; row < labels.length; row++) {
      int mode = predictions.mode(row);
      confidence[row] = predictions.probabilities()[row * predictions.classes() + mode];
      bin[row] = bin(confidence[row], bins);
      right[row] = mode == labels[row] ? 1 : 0;
    }
    return new ConfidenceGaps(bin, confidence, right);
  }

  static void requireBins(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins: " + bins + ", expected at least 1");
    }
  }

  static double edge(int m, int bins) {
    return (double) m / bins;
  }

  /** Returns m such that {@code confidence} lies in (m/bins, (m+1)/bins]; 0 belongs to bin 0. */
  static int bin(double confidence, int bins) {
    int m = Math.min(Math.max((int) Math.ceil(confidence * bins) - 1, 0), bins - 1);
    // The product may round across an edge.
    if (m > 0 && confidence <= edge(m, bins)) {
      return m - 1;
    }
    return m < bins - 1 && confidence > edge(m + 1, bins) ? m + 1 : m;
  }

  /**
   * Returns the expected calibration error of a resample.
   *
   * @param counts [rows]: how often each row counts; their sum is the number of rows
   * @param perBin scratch, one entry for each bin
   */
  double expectedCalibrationError(byte[] counts, double[] perBin) {
    Arrays.fill(perBin, 0);
    for (int row = 0; row < counts.length; row++) {
      perBin[bin[row]] += counts[row] * (right[row] - confidence[row]);
    }
    double sum = 0;
    for (double gap : perBin) {
      sum += Math.abs(gap);
    }
    return sum / counts.length;
  }
}
