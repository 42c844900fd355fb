package org.dropoutdistillery.run;

/**
 * What a predictor says of rows. Nobody writes into the arrays.
 *
 * @param values [rows, classes], flattened: probabilities; or [rows]: numbers in the unit of the
 *     response
 * @param entropy [rows]: H(p̄) in nats, corrected for the finite number of passes; null for a
 *     single pass and for numbers
 * @param mutualInformation [rows]: H(p̄) − E H(p_r) in nats, corrected likewise, so that it may
 *     come out slightly below 0; null for a single pass and for numbers
 * @param deviation [rows]: standard deviation of a number over masks, in its unit; null for a
 *     single pass and for classes
 */
public record RowPredictions(
    double[] values, double[] entropy, double[] mutualInformation, double[] deviation) {
  static RowPredictions of(double[] values) {
    return new RowPredictions(values, null, null, null);
  }
}
