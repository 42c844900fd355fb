package org.dropoutdistillery.evaluate;

/**
 * One predictor on one set of labelled rows.
 *
 * @param error share of rows whose most probable class is wrong, with its Wilson interval
 * @param nll mean negative log-likelihood of the labels in nats, bootstrap-t interval
 * @param brier mean over rows of Σ_k (p_k − y_k)², in [0, 2], bootstrap-t interval
 * @param ece expected calibration error, a fraction; biased upwards, so it has no interval
 * @param klToMc debiased KL(MC‖predictor) in nats, bootstrap-t interval; null for MC itself
 * @param reliability the diagram that {@code ece} sums up
 */
public record PredictorReport(
    Interval error,
    Interval nll,
    Interval brier,
    double ece,
    Interval klToMc,
    Reliability reliability) {}
