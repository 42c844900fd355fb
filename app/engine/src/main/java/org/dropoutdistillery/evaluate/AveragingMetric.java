package org.dropoutdistillery.evaluate;

import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;

/** What an average of T passes is judged by; lower is better in all of them. */
public enum AveragingMetric {
  /** Negative log-likelihood of the labels in nats. */
  NLL(true),
  /** Share of rows whose most probable class is wrong. */
  ERROR(true),
  /** KL(p̄‖p̂_T) in nats, p̄ by an independent average, jackknifed. */
  KL(false),
  /** Σ_k (p̂_Tk − p̄_k)², p̄ by an independent average, less that average's own noise. */
  SQUARED_ERROR(false);

  private final boolean againstLabels;

  AveragingMetric(boolean againstLabels) {
    this.againstLabels = againstLabels;
  }

  /** Returns whether labels are needed; else an independent reference is. */
  public boolean isAgainstLabels() {
    return againstLabels;
  }

  /** Returns [rows]. */
  double[] rows(Predictions average, MonteCarloAverage reference, double[] entropy, int[] labels) {
    return switch (this) {
      case NLL -> RowMeasures.nll(average, labels);
      case ERROR -> RowMeasures.errors(average, labels);
      case KL -> KullbackLeibler.debiasedRows(reference, entropy, average);
      case SQUARED_ERROR -> squaredError(average, reference);
    };
  }

  private static double[] squaredError(Predictions average, MonteCarloAverage reference) {
    Shapes.requireSame(reference, average);
    double[] distance = new double[average.rows()];
    double[] mean = reference.mean();
    for (int i = 0; i < mean.length; i++) {
      double difference = average.probabilities()[i] - mean[i];
      distance[i / average.classes()] +=
          difference * difference - BlockSpread.varianceOfMean(reference.blockMeans(), i);
    }
    return distance;
  }
}
