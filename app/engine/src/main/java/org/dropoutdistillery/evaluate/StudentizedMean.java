package org.dropoutdistillery.evaluate;

/** A statistic whose deviation in a resample can be given in its own standard errors. */
interface StudentizedMean {
  int rows();

  /** Returns the standard deviation of a row in the sample. */
  double deviation();

  /** Returns (statistic* − statistic) / se* of the chosen rows; NaN where it is not defined. */
  double of(int[] chosen);

  /** Returns the standard deviation from sums over {@code rows} rows. */
  static double deviation(double sum, double sumOfSquares, int rows) {
    return Math.sqrt(Math.max(sumOfSquares - sum * sum / rows, 0) / (rows - 1));
  }
}
