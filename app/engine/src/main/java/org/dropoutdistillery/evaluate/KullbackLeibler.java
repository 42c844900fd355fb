package org.dropoutdistillery.evaluate;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/**
 * Divergences from the Monte-Carlo average in nats, row by row.
 *
 * <p>KL(p‖q) = −H(p) − Σ_k p_k log q_k. Its second term is linear in p, so an average over passes
 * estimates it without bias; only the entropy needs the jackknife, and the correction is the same
 * for every q.
 */
public final class KullbackLeibler {
  private KullbackLeibler() {}

  /**
   * Returns [rows]: KL(p‖q) with 0 log 0 = 0. Not corrected for passes.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double[] rows(Predictions p, Predictions q) {
    Shapes.requireSame(p, q);
    return crossEntropyMinus(Entropy.rows(p.probabilities(), p.classes()), p.probabilities(), q);
  }

  /**
   * Returns [rows]: KL(p̄‖q), jackknifed over the blocks of {@code average} (METHODS.md, section
   * 4). A single row may come out negative; only means over rows are estimates, so nothing is
   * clipped.
   *
   * @throws IllegalArgumentException if the shapes differ or there are fewer than two blocks
   */
  public static double[] debiasedRows(MonteCarloAverage average, Predictions q) {
    return debiasedRows(average, Entropy.debiasedRows(average), q);
  }

  static double[] debiasedRows(MonteCarloAverage average, double[] entropy, Predictions q) {
    Shapes.requireSame(average, q);
    return crossEntropyMinus(entropy, average.mean(), q);
  }

  /**
   * Returns [rows]: Σ_k p̂_k (log q_k − log s_k), which is KL(p̄‖s) − KL(p̄‖q) without bias at
   * every fixed number of passes, one included (METHODS.md, section 4).
   *
   * @param standard s
   * @param student q
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double[] headlineRows(
      MonteCarloAverage average, Predictions standard, Predictions student) {
    Shapes.requireSame(average, standard);
    Shapes.requireSame(average, student);
    return headlineRows(average.mean(), standard, student);
  }

  static double[] headlineRows(double[] p, Predictions standard, Predictions student) {
    double[] difference = new double[standard.rows()];
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        difference[i / standard.classes()] +=
            p[i] * (student.logProbabilities()[i] - standard.logProbabilities()[i]);
      }
    }
    return difference;
  }

  /** Returns [rows]: −Σ_k p_k log q_k − entropy. */
  static double[] crossEntropyMinus(double[] entropy, double[] p, Predictions q) {
    double[] divergence = new double[entropy.length];
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        divergence[i / q.classes()] -= p[i] * q.logProbabilities()[i];
      }
    }
    for (int row = 0; row < divergence.length; row++) {
      divergence[row] -= entropy[row];
    }
    return divergence;
  }
}
