package org.dropoutdistillery.evaluate;

/** The studentised mean of rows that are given as deviations from their mean. */
final class MeanSpread implements StudentizedMean {
  private final double[] deviations;
  private final double deviation;

  MeanSpread(double[] deviations) {
    this.deviations = deviations;
    double squares = 0;
    for (double each : deviations) {
      squares += each * each;
    }
    deviation = StudentizedMean.deviation(0, squares, deviations.length);
  }

  @Override
  public int rows() {
    return deviations.length;
  }

  @Override
  public double deviation() {
    return deviation;
  }

  @Override
  public double of(byte[] counts) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < counts.length; row++) {
      double weighted = counts[row] * deviations[row];
      sum += weighted;
      squares += weighted * deviations[row];
    }
    double root = Math.sqrt(counts.length);
    double spread = StudentizedMean.deviation(sum, squares, counts.length);
    return sum / root / Math.max(spread, deviation / root);
  }
}
