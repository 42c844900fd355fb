package org.dropoutdistillery.evaluate;

/**
 * How far apart the three ways of predicting one real number are on one set of rows; see {@link
 * GapReport}. Distances are squared, in squared units of the target.
 *
 * @param rows number of rows
 * @param passes T, passes of the Monte-Carlo average
 * @param confidence level of every interval, in (0, 1)
 * @param standard one pass without masks
 * @param monteCarlo the average over T masks
 * @param student null before there is a student
 * @param headline mean (f̂ − s)² − mean (f̂ − g)², unbiased at fixed T; null without a student
 * @param gapClosed 1 − distance of the student / distance of standard; null without a student, and
 *     where the interval of standard's distance reaches down to 0
 * @param noiseFloor how far an average of T independent passes stands from the true one: mean
 *     variance / T
 * @param maskVariance mean over rows of the variance of a single pass
 * @param studentMinusStandard null without a student
 * @param equivalentPasses as in {@link GapReport}
 */
public record RegressionReport(
    int rows,
    int passes,
    double confidence,
    RegressionPredictorReport standard,
    RegressionPredictorReport monteCarlo,
    RegressionPredictorReport student,
    Interval headline,
    Interval gapClosed,
    double noiseFloor,
    double maskVariance,
    Differences studentMinusStandard,
    Interval equivalentPasses)
    implements Report {
  /**
   * Paired differences on the same rows, student minus standard: below 0 the student is better.
   *
   * @param squaredError in squared units of the target
   * @param nll in nats
   */
  public record Differences(Interval squaredError, Interval nll) {}
}
