package org.dropoutdistillery.evaluate;

/**
 * One predictor on one set of labelled rows.
 *
 * @param error share of rows whose most probable class is wrong, with its Wilson interval
 * @param nll mean negative log-likelihood of the labels in nats, with its interval
 * @param brier mean over rows of Σ_k (p_k − y_k)², in [0, 2], with its interval
 * @param ece expected calibration error, a fraction; biased upwards, so it has no interval
 * @param klToMc debiased KL(MC‖predictor) in nats, with its interval; null for MC itself
 * @param reliability the diagram that {@code ece} sums up
 * @param adaptiveEce the same over bins of equal numbers of rows; a fraction, biased upwards
 * @param classwiseEce mean over classes of the calibration error of their probabilities; a
 *     fraction, biased upwards
 * @param entropy mean predictive entropy in nats; of MC jackknifed
 * @param tvToMc mean total variation from MC, in [0, 1]; contains the noise of MC's passes; null
 *     for MC itself
 * @param agreementWithMc share of rows on which both choose the same class; null for MC itself
 */
public record PredictorReport(
    Interval error,
    Interval nll,
    Interval brier,
    double ece,
    Interval klToMc,
    Reliability reliability,
    double adaptiveEce,
    double classwiseEce,
    double entropy,
    Double tvToMc,
    Double agreementWithMc)
    implements PredictorFigures {
  @Override
  public Interval toMc() {
    return klToMc;
  }
}
