package org.dropoutdistillery.evaluate;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/** How much the teacher's answer depends on the mask. */
public final class MaskSpread {
  private MaskSpread() {}

  /**
   * Returns χ²/(2T) in nats with χ² = mean over rows of Σ_k Var(p_rk)/p̄_k: about how far an
   * average of T independent passes stands from the true one (METHODS.md, section 4). NaN where the
   * variance is, as after a single pass.
   *
   * <p>A class whose mean is below 1e-12 counts as 0: probabilities are not negative, so the
   * variance estimate is at most T p̄² and the class adds at most T·1e-12.
   */
  public static double noiseFloor(MonteCarloAverage average) {
    return RowMeasures.mean(chiSquareRows(average)) / (2.0 * average.passes());
  }

  /** Returns [rows]: Σ_k Var(p_rk)/p̄_k, without classes whose mean is below 1e-12. */
  static double[] chiSquareRows(MonteCarloAverage average) {
    double[] chiSquare = new double[average.rows()];
    for (int i = 0; i < average.mean().length; i++) {
      if (average.mean()[i] >= Predictions.LEAST_PROBABILITY) {
        chiSquare[i / average.classes()] += average.variance()[i] / average.mean()[i];
      }
    }
    return chiSquare;
  }

  /**
   * Returns [rows]: H(p̄) − E H(p_r) in nats, jackknifed over blocks. A single row may come out
   * negative.
   *
   * @throws IllegalArgumentException if there are fewer than two blocks
   */
  public static double[] mutualInformationRows(MonteCarloAverage average) {
    return mutualInformationRows(average, Entropy.debiasedRows(average));
  }

  static double[] mutualInformationRows(MonteCarloAverage average, double[] entropy) {
    double[] information = new double[entropy.length];
    for (int row = 0; row < information.length; row++) {
      information[row] = entropy[row] - average.expectedEntropy()[row];
    }
    return information;
  }
}
