package org.dropoutdistillery.evaluate;

/** What was measured of one predictor, of classes or of numbers. */
public sealed interface PredictorFigures permits PredictorReport, RegressionPredictorReport {
  /** Returns the mean negative log-likelihood in nats, with its interval. */
  Interval nll();

  /**
   * Returns how far the predictor stands from the true average over masks, without bias: a
   * divergence in nats for classes, a mean squared distance for numbers. Null for MC itself.
   */
  Interval toMc();
}
