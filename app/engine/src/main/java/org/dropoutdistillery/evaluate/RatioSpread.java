package org.dropoutdistillery.evaluate;

/**
 * The studentised ratio ρ = mean(part) / mean(whole). With residuals e = part − ρ whole, whose mean
 * is 0, a resample's ratio differs by mean*(e) / mean*(whole), and its linearised standard error is
 * that of e − (ρ* − ρ) whole, divided by the same mean*(whole).
 */
final class RatioSpread implements StudentizedMean {
  private final double[] residuals;
  private final double[] whole;
  private final double deviation;

  RatioSpread(double[] residuals, double[] whole) {
    this.residuals = residuals;
    this.whole = whole;
    double squares = 0;
    for (double each : residuals) {
      squares += each * each;
    }
    deviation = StudentizedMean.deviation(0, squares, residuals.length);
  }

  @Override
  public int rows() {
    return whole.length;
  }

  @Override
  public double deviation() {
    return deviation;
  }

  @Override
  public double of(byte[] counts) {
    double sum = 0;
    double squares = 0;
    double wholeSum = 0;
    double wholeSquares = 0;
    double products = 0;
    for (int row = 0; row < counts.length; row++) {
      double e = residuals[row];
      double w = whole[row];
      double weighted = counts[row] * e;
      double weightedWhole = counts[row] * w;
      sum += weighted;
      squares += weighted * e;
      wholeSum += weightedWhole;
      wholeSquares += weightedWhole * w;
      products += weighted * w;
    }
    if (!(wholeSum > 0)) {
      return Double.NaN;
    }
    double shift = -sum / wholeSum;
    double shifted = squares + 2 * shift * products + shift * shift * wholeSquares;
    double root = Math.sqrt(counts.length);
    double spread = StudentizedMean.deviation(0, shifted, counts.length);
    return sum / root / Math.max(spread, deviation / root);
  }
}
