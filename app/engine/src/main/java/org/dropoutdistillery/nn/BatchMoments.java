package org.dropoutdistillery.nn;

import java.util.Arrays;

/**
 * Count, means and summed squared deviations of the units of a layer, put together piece by piece
 * (Chan, Golub and LeVeque, 1979).
 */
final class BatchMoments {
  private final double[] mean;
  private final double[] squares;
  private long count;

  BatchMoments(int units) {
    mean = new double[units];
    squares = new double[units];
  }

  void clear() {
    count = 0;
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
  }

  /** Adds what was found in another piece. */
  void add(BatchMoments other) {
    if (other.count > 0) {
      merge(other.count, other.mean, other.squares);
    }
  }

  /**
   * Adds a piece.
   *
   * @param size its number of values for each unit, at least 1
   * @param pieceSquares sums of squared deviations from {@code pieceMean}
   */
  void merge(long size, double[] pieceMean, double[] pieceSquares) {
    long total = count + size;
    for (int i = 0; i < mean.length; i++) {
      double difference = pieceMean[i] - mean[i];
      squares[i] += pieceSquares[i] + difference * difference * count / total * size;
      mean[i] += difference * size / total;
    }
    count = total;
  }

  long count() {
    return count;
  }

  double[] mean() {
    return mean;
  }

  /** Writes the variances, over count. */
  void readVariances(double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = squares[i] / Math.max(1, count);
    }
  }

  /** Writes unbiased variances, over count − 1. */
  void readUnbiasedVariances(double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = squares[i] / Math.max(1, count - 1);
    }
  }
}
