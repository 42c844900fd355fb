package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.predict.Predictions;

/** Measures predictors one by one on the same labelled rows. */
final class PredictorMeasures {
  private final int[] labels;
  private final int bins;
  private final double confidence;
  private final MaskedIntervals intervals;
  private final AverageFigures average;

  PredictorMeasures(
      int[] labels,
      int bins,
      double confidence,
      MaskedIntervals intervals,
      AverageFigures average) {
    this.labels = labels;
    this.bins = bins;
    this.confidence = confidence;
    this.intervals = intervals;
    this.average = average;
  }

  /** Returns the report of the average itself. */
  PredictorReport ofAverage() {
    Predictions predictions = average.predictions();
    return report(
        predictions,
        intervals.mean(average.nll(labels)),
        intervals.mean(average.brier(labels)),
        RowMeasures.mean(average.entropy()),
        null);
  }

  /**
   * @param kl of the average from {@code predictions}
   */
  PredictorReport of(Predictions predictions, MaskedRows kl) {
    return report(
        predictions,
        intervals.rows().mean(RowMeasures.nll(predictions, labels)),
        intervals.rows().mean(RowMeasures.brier(predictions, labels)),
        RowMeasures.mean(Entropy.rows(predictions.probabilities(), predictions.classes())),
        intervals.mean(kl));
  }

  private PredictorReport report(
      Predictions predictions, Interval nll, Interval brier, double entropy, Interval kl) {
    Reliability reliability = Reliability.of(predictions, labels, bins);
    int errors = (int) Arrays.stream(RowMeasures.errors(predictions, labels)).sum();
    Predictions mc = average.predictions();
    return new PredictorReport(
        WilsonInterval.of(errors, labels.length, confidence),
        nll,
        brier,
        reliability.expectedCalibrationError(),
        kl,
        reliability,
        AdaptiveCalibration.error(predictions, labels, bins),
        ClasswiseCalibration.error(predictions, labels, bins),
        entropy,
        kl == null ? null : RowMeasures.mean(RowDistances.totalVariation(mc, predictions)),
        kl == null ? null : RowMeasures.mean(RowDistances.agreement(mc, predictions)));
  }
}
