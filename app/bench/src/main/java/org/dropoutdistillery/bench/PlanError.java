package org.dropoutdistillery.bench;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.dropoutdistillery.evaluate.KullbackLeibler;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/**
 * How far averages of one plan are from the average over all masks, told from repetitions of the
 * plan: each is unbiased, so its variance is its mean squared error.
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
   * Judges independent passes with masks of their own: the error of their average is the variance
   * of one of them over T. Rows are independent, so the deviation of their mean follows from those
   * of the rows, which takes fewer repetitions.
   */
  static PlanError ofIndependent(List<MonteCarloAverage> repetitions, Predictions standard) {
    int passes = repetitions.get(0).passes();
    double[] errors =
        repetitions.stream()
            .mapToDouble(average -> StatUtils.mean(average.variance()) / passes)
            .toArray();
    double[][] means = repetitions.stream().map(MonteCarloAverage::mean).toArray(double[][]::new);
    double[][] divergences = divergences(means, standard);
    return of("own", passes, errors, divergences, varianceOfMean(divergences));
  }

  /** Judges passes whose masks all rows share, each block a repetition. */
  static PlanError ofShared(String masks, MonteCarloAverage average, Predictions standard) {
    double[][] means = average.blockMeans();
    // Each repetition is a part of the mean.
    double part = means.length / (means.length - 1.0);
    double[] errors =
        Arrays.stream(means)
            .mapToDouble(mean -> part * meanSquaredDistance(mean, average.mean()))
            .toArray();
    double[][] divergences = divergences(means, standard);
    double variance =
        StatUtils.variance(Arrays.stream(divergences).mapToDouble(StatUtils::mean).toArray());
    return of(masks, average.passesPerBlock(), errors, divergences, variance);
  }

  private static PlanError of(
      String masks, int passes, double[] errors, double[][] divergences, double variance) {
    return new PlanError(
        masks,
        passes,
        errors.length,
        StatUtils.mean(errors),
        Math.sqrt(StatUtils.variance(errors) / errors.length),
        Arrays.stream(divergences).mapToDouble(StatUtils::mean).average().orElseThrow(),
        Math.sqrt(variance));
  }

  private static double[][] divergences(double[][] means, Predictions standard) {
    return Arrays.stream(means)
        .map(mean -> Predictions.ofProbabilities(standard.rows(), standard.classes(), mean))
        .map(average -> KullbackLeibler.rows(average, standard))
        .toArray(double[][]::new);
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
