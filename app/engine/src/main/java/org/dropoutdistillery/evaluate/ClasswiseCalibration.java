package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.predict.Predictions;

/**
 * Calibration of every class's probability, not only of the chosen one's (Kull and others, "Beyond
 * temperature scaling", NeurIPS 2019, classwise-ECE).
 */
public final class ClasswiseCalibration {
  private ClasswiseCalibration() {}

  /**
   * Returns the mean over classes k of Σ_m (n_m / N) |mean 1[y = k] − mean p_k|, in [0, 1], over
   * bins ((m−1)/M, m/M] of p_k. Biased upwards, and small where there are many classes: most
   * probabilities are near 0 then.
   *
   * @param labels [rows], each in [0, classes)
   * @throws IllegalArgumentException if labels and predictions do not fit, or there is no bin
   */
  public static double error(Predictions predictions, int[] labels, int bins) {
    Shapes.requireLabels(predictions, labels);
    ConfidenceGaps.requireBins(bins);
    double[] perBin = new double[bins];
    double sum = 0;
    for (int k = 0; k < predictions.classes(); k++) {
      Arrays.fill(perBin, 0);
      for (int row = 0; row < labels.length; row++) {
        double p = predictions.probabilities()[row * predictions.classes() + k];
        perBin[ConfidenceGaps.bin(p, bins)] += (labels[row] == k ? 1 : 0) - p;
      }
      sum += Arrays.stream(perBin).map(Math::abs).sum();
    }
    return sum / labels.length / predictions.classes();
  }
}
