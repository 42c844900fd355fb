package org.dropoutdistillery.evaluate;

/** Measures of real-valued predictions, row by row. */
public final class RegressionRows {
  private RegressionRows() {}

  /**
   * Returns [rows]: (a − b)².
   *
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public static double[] squaredDistance(double[] a, double[] b) {
    double[] distance = Shapes.differences(a, b);
    for (int row = 0; row < distance.length; row++) {
      distance[row] *= distance[row];
    }
    return distance;
  }

  /**
   * Returns [rows]: ½ log 2πσ² + (y − f)²/(2σ²) in nats.
   *
   * @param variance σ² of each row, [rows], above 0; NaN gives NaN
   * @throws IllegalArgumentException if the numbers of rows differ or a variance is not above 0
   */
  public static double[] gaussianNll(double[] targets, double[] predictions, double[] variance) {
    double[] nll = squaredDistance(targets, predictions);
    Shapes.requirePaired(nll, variance);
    for (int row = 0; row < nll.length; row++) {
      if (variance[row] <= 0) {
        throw new IllegalArgumentException(
            "variance of row %d: %s, expected a number above 0".formatted(row, variance[row]));
      }
      nll[row] = (Math.log(2 * Math.PI * variance[row]) + nll[row] / variance[row]) / 2;
    }
    return nll;
  }

  /**
   * Returns [rows]: (f̂ − s)² less the noise of f̂ from its blocks, so that its mean estimates the
   * distance from the true average without bias. A single row may come out negative.
   *
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public static double[] debiasedDistance(RegressionAverage average, double[] predictions) {
    double[] distance = squaredDistance(average.mean(), predictions);
    for (int row = 0; row < distance.length; row++) {
      distance[row] -= BlockSpread.varianceOfMean(average.blockMeans(), row);
    }
    return distance;
  }
}
