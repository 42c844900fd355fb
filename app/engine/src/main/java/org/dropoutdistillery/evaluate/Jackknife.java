package org.dropoutdistillery.evaluate;

import java.util.function.UnaryOperator;
import org.dropoutdistillery.predict.MonteCarloAverage;

/**
 * Pseudo-values of the jackknife over blocks of passes: B θ(all) − (B − 1) θ(without b) for each
 * block b. Their mean is the jackknifed figure, and they behave like what independent blocks give,
 * so they can be resampled (Tukey; Efron, Tibshirani, "An introduction to the bootstrap", section
 * 11.5). Of a figure that is linear in the average they are what each block gives alone.
 */
final class Jackknife {
  private Jackknife() {}

  /**
   * Returns [blocks][rows].
   *
   * @param measure from the mean of some blocks, [rows × classes], to [rows]
   */
  static double[][] pseudoValues(MonteCarloAverage average, UnaryOperator<double[]> measure) {
    return pseudoValues(average.blockMeans(), average.mean(), measure);
  }

  static double[][] pseudoValues(
      double[][] blockMeans, double[] mean, UnaryOperator<double[]> measure) {
    int blocks = blockMeans.length;
    double[] all = measure.apply(mean);
    double[][] pseudo = new double[blocks][all.length];
    for (int b = 0; b < blocks; b++) {
      double[] without = measure.apply(without(blockMeans[b], mean, blocks));
      for (int row = 0; row < all.length; row++) {
        pseudo[b][row] = blocks * all[row] - (blocks - 1) * without[row];
      }
    }
    return pseudo;
  }

  /**
   * Returns pseudo-values of a figure that is reported as it is, not jackknifed: about {@code rows}
   * in place of their own mean.
   */
  static double[][] about(double[] rows, double[][] pseudo) {
    double[][] moved = new double[pseudo.length][rows.length];
    for (int row = 0; row < rows.length; row++) {
      double mean = 0;
      for (double[] block : pseudo) {
        mean += block[row] / pseudo.length;
      }
      for (int b = 0; b < pseudo.length; b++) {
        moved[b][row] = rows[row] + pseudo[b][row] - mean;
      }
    }
    return moved;
  }

  private static double[] without(double[] block, double[] mean, int blocks) {
    double[] without = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      without[i] = mean[i] + (mean[i] - block[i]) / (blocks - 1);
    }
    return without;
  }
}
