package org.dropoutdistillery.bench;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;
import org.dropoutdistillery.evaluate.KullbackLeibler;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/**
 * How far averages of one plan are from the average over all masks, told from repetitions of the
 * plan: their variance is their mean squared error, since each of them is unbiased.
 *
 * @param masks which rows share masks, in words
 * @param passes T of a repetition
 * @param repetitions independent averages
 * @param squaredError mean over rows and classes of the squared error of a probability
 * @param standardError of {@code squaredError}, from the spread of repetitions
 * @param divergence mean over repetitions of KL(average‖standard), itself the mean over rows, nats
 * @param divergenceDeviation its standard deviation from repetition to repetition
 */
public record PlanError(
    String masks,
    int passes,
    int repetitions,
    double squaredError,
    double standardError,
    double divergence,
    double divergenceDeviation) {

  /**
   * Compares repetitions, each a block of {@code average}.
   *
   * @param rowsIndependent whether rows have masks of their own, so that the deviation of their
   *     mean follows from that of each, which takes fewer repetitions
   */
  static PlanError of(
      String masks, MonteCarloAverage average, Predictions standard, boolean rowsIndependent) {
    int repetitions = average.blocks();
    double[] distances = new double[repetitions];
    double[][] divergences = new double[repetitions][];
    for (int i = 0; i < repetitions; i++) {
      double[] block = average.blockMeans()[i];
      // Each repetition is a part of the mean.
      distances[i] = meanSquaredDistance(block, average.mean()) * repetitions / (repetitions - 1.0);
      Predictions predictions =
          Predictions.ofProbabilities(average.rows(), average.classes(), block);
      divergences[i] = KullbackLeibler.rows(predictions, standard);
    }
    double[] means = Arrays.stream(divergences).mapToDouble(StatUtils::mean).toArray();
    double variance = rowsIndependent ? varianceOfMean(divergences) : StatUtils.variance(means);
    return new PlanError(
        masks,
        average.passesPerBlock(),
        repetitions,
        StatUtils.mean(distances),
        Math.sqrt(StatUtils.variance(distances) / repetitions),
        StatUtils.mean(means),
        Math.sqrt(variance));
  }

  static double meanSquaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum / a.length;
  }

  private static double varianceOfMean(double[][] repetitions) {
    int rows = repetitions[0].length;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int chosen = row;
      sum +=
          StatUtils.variance(Arrays.stream(repetitions).mapToDouble(all -> all[chosen]).toArray());
    }
    return sum / rows / rows;
  }

  /** Returns whether this error is no larger than the other, by two standard errors. */
  public boolean isSurelyAtMost(PlanError other) {
    return squaredError + 2 * Math.hypot(standardError, other.standardError) <= other.squaredError;
  }
}
