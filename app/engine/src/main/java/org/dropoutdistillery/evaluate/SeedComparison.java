package org.dropoutdistillery.evaluate;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * One figure over several teacher seeds: a paired difference of two predictors, or the share of the
 * gap that a student closes. Each seed has its own teacher, so seeds are independent where rows of
 * one run say nothing about other trainings; Student's t assumes that the figure is about normal
 * over seeds.
 *
 * @param seeds S, their number
 * @param mean of the figure
 * @param deviation its standard deviation over seeds; NaN for one seed
 * @param interval t-interval of the mean; unbounded for one seed
 * @param confidence its level
 */
public record SeedComparison(
    int seeds, double mean, double deviation, Interval interval, double confidence) {

  /**
   * Returns the comparison.
   *
   * @param figures [seeds], one from each
   * @param confidence level in (0, 1)
   * @throws IllegalArgumentException if there is no seed, a figure is not finite, or the confidence
   *     is not in (0, 1)
   */
  public static SeedComparison of(double[] figures, double confidence) {
    Quantiles.requireConfidence(confidence);
    requireFigures(figures);
    int seeds = figures.length;
    double mean = RowMeasures.mean(figures);
    if (seeds == 1) {
      return new SeedComparison(1, mean, Double.NaN, Interval.unbounded(mean), confidence);
    }
    double squares = 0;
    for (double figure : figures) {
      squares += (figure - mean) * (figure - mean);
    }
    double deviation = Math.sqrt(squares / (seeds - 1));
    double half = Quantiles.student(confidence, seeds - 1.0) * deviation / Math.sqrt(seeds);
    return new SeedComparison(
        seeds, mean, deviation, new Interval(mean, mean - half, mean + half), confidence);
  }

  /**
   * Returns the two-sided p-value of the hypothesis that the mean over all seeds is {@code mean};
   * NaN for one seed.
   */
  public double pValue(double hypothesis) {
    if (mean == hypothesis && deviation == 0) {
      return 1;
    }
    return Math.min(2 * upperTail(Math.abs(mean - hypothesis)), 1);
  }

  /**
   * Returns the larger p-value of the two one-sided tests that the mean lies outside (−margin,
   * margin) (Schuirmann, "A comparison of the two one-sided tests procedure and the power
   * approach", Journal of Pharmacokinetics and Biopharmaceutics 15, 1987); NaN for one seed.
   *
   * @param margin below which a difference does not matter, stated before the figures were seen;
   *     above 0
   * @throws IllegalArgumentException if the margin is not above 0
   */
  public double equivalencePValue(double margin) {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("margin: " + margin + ", expected a number above 0");
    }
    return upperTail(margin - Math.abs(mean));
  }

  /**
   * Returns whether the mean is shown to lie within ±margin at level 1 − confidence. False does not
   * mean that there is a difference: it is only not shown that there is none. Always false for one
   * seed.
   */
  public boolean isEquivalentWithin(double margin) {
    return equivalencePValue(margin) <= 1 - confidence;
  }

  /** Returns what the seeds cannot say; empty from two on. */
  public String missing() {
    return seeds == 1
        ? "One seed: its spread over seeds is unknown; train at least one more teacher."
        : "";
  }

  /** Returns P(t > distance in standard errors). */
  private double upperTail(double distance) {
    if (seeds == 1) {
      return Double.NaN;
    }
    if (deviation == 0) {
      return distance > 0 ? 0 : 1;
    }
    // No generator: only probabilities are asked for.
    return new TDistribution(null, seeds - 1.0)
        .cumulativeProbability(-distance / (deviation / Math.sqrt(seeds)));
  }

  private static void requireFigures(double[] figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("seeds: 0, expected at least 1");
    }
    for (int seed = 0; seed < figures.length; seed++) {
      if (!Double.isFinite(figures[seed])) {
        throw new IllegalArgumentException(
            "figure of seed number %d: %s, expected a number".formatted(seed, figures[seed]));
      }
    }
  }
}
