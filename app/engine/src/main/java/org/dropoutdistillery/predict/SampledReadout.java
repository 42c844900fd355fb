package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;

/** The mean of softmax over samples of the logits. */
final class SampledReadout implements RowReadout {
  /** Pairs μ + Lε and μ − Lε, whose errors to first order in ε cancel. */
  static final int PAIRS = 100;

  private final long sampleKey;
  private final RandomSequence random;
  private final CovarianceRoot root;
  private final double[] deviation;
  private final double[] logits;
  private final double[] sum;

  SampledReadout(int classes, long sampleKey) {
    this.sampleKey = sampleKey;
    random = new RandomSequence(sampleKey);
    root = new CovarianceRoot(classes);
    deviation = new double[classes];
    logits = new double[classes];
    sum = new double[classes];
  }

  @Override
  public void read(int rowId, double[] mean, double[] covariance, Predictions target, int first) {
    random.restart(Keys.child(sampleKey, rowId));
    root.factor(covariance);
    Arrays.fill(sum, 0);
    for (int pair = 0; pair < PAIRS; pair++) {
      root.sample(random, deviation);
      addSoftmax(mean, 1);
      addSoftmax(mean, -1);
    }
    for (int k = 0; k < sum.length; k++) {
      double p = sum[k] / (2 * PAIRS);
      target.probabilities()[first + k] = p;
      target.logProbabilities()[first + k] = Math.log(Math.max(p, Predictions.LEAST_PROBABILITY));
    }
  }

  private void addSoftmax(double[] mean, int sign) {
    for (int k = 0; k < logits.length; k++) {
      logits[k] = mean[k] + sign * deviation[k];
    }
    double logNormaliser = LogSoftmax.logSumExp(logits, 0, logits.length);
    for (int k = 0; k < logits.length; k++) {
      sum[k] += Math.exp(logits[k] - logNormaliser);
    }
  }
}
