package org.dropoutdistillery.evaluate;

import org.dropoutdistillery.predict.MonteCarloAverage;

/** Entropies of class probabilities in nats, row by row. */
public final class Entropy {
  private Entropy() {}

  /**
   * Returns [rows]: −Σ_k p_k log p_k with 0 log 0 = 0.
   *
   * @param probabilities [rows, classes], flattened
   * @throws IllegalArgumentException if the entries are no multiple of {@code classes}
   */
  public static double[] rows(double[] probabilities, int classes) {
    if (classes < 1 || probabilities.length % classes != 0) {
      throw new IllegalArgumentException(
          "%d probabilities, expected a multiple of the %d classes"
              .formatted(probabilities.length, classes));
    }
    double[] entropy = new double[probabilities.length / classes];
    for (int i = 0; i < probabilities.length; i++) {
      entropy[i / classes] -= timesOwnLogarithm(probabilities[i]);
    }
    return entropy;
  }

  /**
   * Returns [rows]: an estimate of H(p̄) that is corrected for the finite number of passes. The
   * entropy of an average of T passes is low by about χ²/(2T); the jackknife over independent
   * blocks takes most of that away (METHODS.md, section 4): B H(mean) − (B−1) mean_b H(mean without
   * b).
   *
   * @throws IllegalArgumentException if there are fewer than two blocks
   */
  public static double[] debiasedRows(MonteCarloAverage average) {
    int blocks = average.blocks();
    if (blocks < 2) {
      throw new IllegalArgumentException(
          "blocks of the Monte-Carlo average: " + blocks + ", expected at least 2 for a jackknife");
    }
    int classes = average.classes();
    double[] mean = average.mean();
    double[] entropy = rows(mean, classes);
    for (int i = 0; i < mean.length; i++) {
      double withoutOne = 0;
      for (double[] blockMean : average.blockMeans()) {
        // Rounding must not turn a class that only one block gives into a negative probability.
        double p = Math.max(mean[i] + (mean[i] - blockMean[i]) / (blocks - 1), 0);
        withoutOne -= timesOwnLogarithm(p);
      }
      double full = -timesOwnLogarithm(mean[i]);
      entropy[i / classes] += (blocks - 1) * (full - withoutOne / blocks);
    }
    return entropy;
  }

  private static double timesOwnLogarithm(double p) {
    return p > 0 ? p * Math.log(p) : 0;
  }
}
