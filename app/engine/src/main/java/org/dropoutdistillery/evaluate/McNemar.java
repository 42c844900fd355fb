package org.dropoutdistillery.evaluate;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's test that two predictors are right equally often, from the rows on which only one of
 * them is (Fagerland, Lydersen, Laake, "The McNemar test for binary matched-pairs data", BMC
 * Medical Research Methodology 13, 2013). Conditional on those rows, and on the masks that were
 * drawn: it says nothing about other masks.
 *
 * @param onlyFirst b: rows on which only the first predictor is right
 * @param onlySecond c: rows on which only the second is
 * @param exact two-sided p-value of the binomial test; never rejects too often
 * @param mid the same with half the probability of what was seen; less cautious, and hardly ever
 *     above its level
 */
public record McNemar(int onlyFirst, int onlySecond, double exact, double mid) {

  /**
   * Returns the test of these counts; both p-values are 1 where no row differs.
   *
   * @throws IllegalArgumentException if a count is negative or their sum overflows
   */
  public static McNemar of(int onlyFirst, int onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0 || onlyFirst > Integer.MAX_VALUE - onlySecond) {
      throw new IllegalArgumentException(
          "%d and %d rows on which only one is right, expected counts from 0"
              .formatted(onlyFirst, onlySecond));
    }
    int differing = onlyFirst + onlySecond;
    if (differing == 0) {
      return new McNemar(0, 0, 1, 1);
    }
    int smaller = Math.min(onlyFirst, onlySecond);
    // No generator: only probabilities are asked for.
    BinomialDistribution binomial = new BinomialDistribution(null, differing, .5);
    double seen = binomial.probability(smaller);
    double tail = binomial.cumulativeProbability(smaller);
    boolean middle = onlyFirst == onlySecond;
    return new McNemar(
        onlyFirst,
        onlySecond,
        middle ? 1 : Math.min(2 * tail, 1),
        middle ? 1 - seen / 2 : 2 * tail - seen);
  }
}
