package org.dropoutdistillery.evaluate;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
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
  SQUARED_ERROR(false),
  /**
   * Mean squared error of predicted numbers, in squared units of the target. Not its root, which is
   * no mean over rows and so does not fall as 1/T.
   */
  MSE(true),
  /** (f̂_T − f̄)² of predicted numbers, f̄ by an independent average, less its own noise. */
  SQUARED_DISTANCE(false);

  private final boolean againstLabels;

  AveragingMetric(boolean againstLabels) {
    this.againstLabels = againstLabels;
  }

  /** Returns the metrics of class probabilities. */
  public static Set<AveragingMetric> ofClasses() {
    return EnumSet.range(NLL, SQUARED_ERROR);
  }

  /** Returns the metrics of predicted numbers. */
  public static Set<AveragingMetric> ofNumbers() {
    return EnumSet.of(MSE, SQUARED_DISTANCE);
  }

  /**
   * Returns whether labels (or numbers to predict) are needed; else an independent reference is.
   */
  public boolean isAgainstLabels() {
    return againstLabels;
  }

  /**
   * Returns what gives an average of class probabilities, [rows × classes], the metric of its rows.
   *
   * @param shape with the rows and classes of the averages
   */
  UnaryOperator<double[]> ofClasses(
      MonteCarloAverage shape, MonteCarloAverage reference, int[] labels) {
    requireThere(labels, reference);
    double[] entropy = this == KL ? Entropy.debiasedRows(reference) : null;
    return probabilities -> {
      Predictions average =
          Predictions.ofProbabilities(shape.rows(), shape.classes(), probabilities);
      return switch (this) {
        case NLL -> RowMeasures.nll(average, labels);
        case ERROR -> RowMeasures.errors(average, labels);
        case KL -> KullbackLeibler.debiasedRows(reference, entropy, average);
        case SQUARED_ERROR -> squaredError(average, reference);
        default -> throw new IllegalArgumentException(this + ", expected one of " + ofClasses());
      };
    };
  }

  /** Returns what gives an average of predicted numbers, [rows], the metric of its rows. */
  UnaryOperator<double[]> ofNumbers(RegressionAverage reference, double[] targets) {
    requireThere(targets, reference);
    return switch (this) {
      case MSE -> average -> RegressionRows.squaredDistance(targets, average);
      case SQUARED_DISTANCE -> average -> RegressionRows.debiasedDistance(reference, average);
      default -> throw new IllegalArgumentException(this + ", expected one of " + ofNumbers());
    };
  }

  private void requireThere(Object labels, Object reference) {
    if ((againstLabels ? labels : reference) == null) {
      throw new IllegalArgumentException(
          this + " needs " + (againstLabels ? "labels" : "a reference"));
    }
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
