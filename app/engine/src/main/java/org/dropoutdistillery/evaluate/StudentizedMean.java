package org.dropoutdistillery.evaluate;

/** A statistic whose deviation in a resample can be given in its own standard errors. */
interface StudentizedMean {
  int rows();

  /** Returns the standard deviation of a row in the sample. */
  double deviation();

  /**
   * Returns (statistic* − statistic) / se* of a resample; NaN where it is not defined.
   *
   * @param counts [rows]: how often the resample holds each row; their sum is the number of rows
   */
  double of(byte[] counts);

  /** Returns the standard deviation from sums over {@code rows} rows. */
  static double deviation(double sum, double sumOfSquares, int rows) {
    return Math.sqrt(Math.max(sumOfSquares - sum * sum / rows, 0) / (rows - 1));
  }
}
