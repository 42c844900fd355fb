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
  public double of(int[] chosen) {
    double sum = 0;
    double squares = 0;
    for (int row : chosen) {
      double each = deviations[row];
      sum += each;
      squares += each * each;
    }
    double root = Math.sqrt(chosen.length);
    double spread = StudentizedMean.deviation(sum, squares, chosen.length);
    return sum / root / Math.max(spread, deviation / root);
  }
}
