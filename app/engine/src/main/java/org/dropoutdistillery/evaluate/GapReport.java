package org.dropoutdistillery.evaluate;

/**
 * How far apart the three ways of predicting are on one set of rows.
 *
 * @param rows number of rows
 * @param passes T, passes of the Monte-Carlo average
 * @param confidence level of every interval, in (0, 1)
 * @param standard one pass without masks
 * @param monteCarlo the average over T masks
 * @param student null before there is a student
 * @param headline KL(MC‖standard) − KL(MC‖student), unbiased at fixed T; null without a student
 * @param gapClosed 1 − KL(MC‖student) / KL(MC‖standard); null without a student, and where the
 *     interval of KL(MC‖standard) reaches down to 0 (or to the rounding of the nets), since it is
 *     not defined there
 * @param noiseFloor χ²/(2T): how far an average of T independent passes stands from the true one
 * @param mutualInformation mean over rows of H(p̄) − E H(p_r), debiased, in nats
 * @param studentMinusStandard null without a student
 * @param equivalentPasses k ≈ χ²/(2 KL(MC‖student)): MC with k independent passes stands as far
 *     from the true average as the student does; infinite where the divergence may be 0, so that
 *     the lower end reads "at least"; null without a student and where masks make no difference
 */
public record GapReport(
    int rows,
    int passes,
    double confidence,
    PredictorReport standard,
    PredictorReport monteCarlo,
    PredictorReport student,
    Interval headline,
    Interval gapClosed,
    double noiseFloor,
    double mutualInformation,
    Differences studentMinusStandard,
    Interval equivalentPasses)
    implements Report {
  /**
   * Paired differences on the same rows, student minus standard: below 0 the student is better.
   *
   * @param error with Tango's score interval, which has a width even where no row differs
   * @param nll in nats
   * @param brier on its scale from 0 to 2
   * @param ece at this number of rows, bootstrap percentiles laid around the estimate
   * @param rightness whether both are right equally often: first the student, second standard
   */
  public record Differences(
      Interval error, Interval nll, Interval brier, Interval ece, McNemar rightness) {}
}
