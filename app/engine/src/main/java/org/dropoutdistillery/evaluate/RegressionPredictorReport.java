package org.dropoutdistillery.evaluate;

/**
 * One regression predictor on one set of rows.
 *
 * @param rmse root of the mean squared error, in the unit of the target; the interval is that of
 *     the mean, its ends rooted
 * @param nll mean Gaussian negative log-likelihood in nats, of the target in its unit
 * @param distanceToMc mean squared distance from the true average over masks, without bias, in
 *     squared units; null for MC itself
 */
public record RegressionPredictorReport(Interval rmse, Interval nll, Interval distanceToMc)
    implements PredictorFigures {
  @Override
  public Interval toMc() {
    return distanceToMc;
  }
}
