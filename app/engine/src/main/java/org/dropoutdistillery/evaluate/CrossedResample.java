package org.dropoutdistillery.evaluate;

/** The studentised mean, or ratio of means, of one resample of rows and blocks after the other. */
final class CrossedResample {
  private final double[][] values;
  private final double[][] whole;
  private final CrossedMean sample;
  private final byte[] rowCounts;
  private final byte[] blockCounts;
  private final double[] rowMeans;
  private final double[][] shifted;
  private final double leastVariance;

  /**
   * @param values [blocks][rows]: deviations from the mean; for a ratio part − ratio × whole
   * @param whole null for a mean
   * @param sample of {@code values}
   * @param rowCounts [rows], what the caller draws into
   * @param blockCounts [blocks], likewise
   */
  CrossedResample(
      double[][] values,
      double[][] whole,
      CrossedMean sample,
      byte[] rowCounts,
      byte[] blockCounts) {
    this.values = values;
    this.whole = whole;
    this.sample = sample;
    this.rowCounts = rowCounts;
    this.blockCounts = blockCounts;
    rowMeans = new double[rowCounts.length];
    shifted = whole == null ? null : new double[values.length][rowCounts.length];
    // A resample that has lost the rows or blocks which carry the spread would divide by almost 0.
    leastVariance = sample.variance() / Math.min(rowCounts.length, blockCounts.length);
  }

  /** Returns (mean* − mean) / se* of the counts that were drawn; NaN where it is not defined. */
  double studentised() {
    CrossedMean drawn = CrossedMean.of(values, rowCounts, blockCounts, rowMeans);
    double moved = drawn.mean() - sample.mean();
    if (whole != null) {
      double mean = CrossedMean.of(whole, rowCounts, blockCounts, rowMeans).mean();
      if (!(mean > 0)) {
        return Double.NaN;
      }
      subtract(values, whole, moved / mean, shifted);
      drawn = CrossedMean.of(shifted, rowCounts, blockCounts, rowMeans);
    }
    return moved / Math.sqrt(Math.max(drawn.variance(), leastVariance));
  }

  /** Puts values − ratio × whole into {@code target}. */
  static void subtract(double[][] values, double[][] whole, double ratio, double[][] target) {
    for (int b = 0; b < values.length; b++) {
      for (int row = 0; row < target[b].length; row++) {
        target[b][row] = values[b][row] - ratio * whole[b][row];
      }
    }
  }
}
