package org.dropoutdistillery.evaluate;

/**
 * The studentised share 1 − mean(part) / mean(whole) = 1 − ρ. With residuals e = ρ whole − part,
 * whose mean is 0, a resample's share differs by mean*(e) / mean*(whole), and its linearised
 * standard error is that of e + (ρ* − ρ) whole, divided by the same mean*(whole).
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
  public double of(int[] chosen) {
    double sum = 0;
    double squares = 0;
    double wholeSum = 0;
    double wholeSquares = 0;
    double products = 0;
    for (int row : chosen) {
      double e = residuals[row];
      double w = whole[row];
      sum += e;
      squares += e * e;
      wholeSum += w;
      wholeSquares += w * w;
      products += e * w;
    }
    if (!(wholeSum > 0)) {
      return Double.NaN;
    }
    double shift = -sum / wholeSum;
    double shifted = squares + 2 * shift * products + shift * shift * wholeSquares;
    double root = Math.sqrt(chosen.length);
    double spread = StudentizedMean.deviation(0, shifted, chosen.length);
    return sum / root / Math.max(spread, deviation / root);
  }
}
