package org.dropoutdistillery.evaluate;

import java.util.Arrays;

/**
 * The mean of values [blocks][rows] whose rows and blocks are both drawn at random, and its
 * variance: rows / n + blocks / B − interaction / (nB), with the variances of the row means, of the
 * block means and of what neither explains. (Owen, "The pigeonhole bootstrap", Annals of Applied
 * Statistics 1, 2007, treats the same layout.)
 *
 * @param mean of all values
 * @param rowPart variance of the mean of n independent rows
 * @param blockPart variance of the mean of B independent blocks
 * @param interaction what both parts contain once each
 */
record CrossedMean(double mean, double rowPart, double blockPart, double interaction) {

  /**
   * @param rowCounts [rows]: how often each row counts; their sum is the number of rows
   * @param blockCounts [blocks], likewise
   * @param rowMeans [rows], written over
   */
  static CrossedMean of(
      double[][] values, byte[] rowCounts, byte[] blockCounts, double[] rowMeans) {
    int n = rowMeans.length;
    int blocks = values.length;
    Arrays.fill(rowMeans, 0);
    double total = 0;
    double squares = 0;
    double blockSquares = 0;
    for (int b = 0; b < blocks; b++) {
      if (blockCounts[b] == 0) {
        continue;
      }
      double[] block = values[b];
      double sum = 0;
      double sumOfSquares = 0;
      for (int row = 0; row < n; row++) {
        double value = block[row];
        double weighted = rowCounts[row] * value;
        sum += weighted;
        sumOfSquares += weighted * value;
        rowMeans[row] += blockCounts[b] * value;
      }
      total += blockCounts[b] * sum;
      squares += blockCounts[b] * sumOfSquares;
      blockSquares += blockCounts[b] * sum * sum;
    }
    double rowSquares = 0;
    for (int row = 0; row < n; row++) {
      rowMeans[row] /= blocks;
      rowSquares += rowCounts[row] * rowMeans[row] * rowMeans[row];
    }
    double mean = total / blocks / n;
    double betweenRows = Math.max(rowSquares - n * mean * mean, 0);
    double betweenBlocks = Math.max(blockSquares / n / n - blocks * mean * mean, 0);
    double whole = squares - (double) n * blocks * mean * mean;
    double rest = Math.max(whole - blocks * betweenRows - n * betweenBlocks, 0);
    return new CrossedMean(
        mean,
        betweenRows / (n - 1.0) / n,
        betweenBlocks / (blocks - 1.0) / blocks,
        rest / (n - 1.0) / (blocks - 1.0) / n / blocks);
  }

  /** Returns the variance of the mean, never below that of its rows alone. */
  double variance() {
    return rowPart + Math.max(blockPart - interaction, 0);
  }

  /** Returns Satterthwaite's degrees of freedom of {@link #variance}. */
  double degrees(int rows, int blocks) {
    double variance = variance();
    return variance
        * variance
        / (rowPart * rowPart / (rows - 1) + blockPart * blockPart / (blocks - 1));
  }
}
