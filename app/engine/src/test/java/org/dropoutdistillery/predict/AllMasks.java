package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.NaiveNetwork;
import org.dropoutdistillery.nn.Network;

/**
 * The averages over all masks of all units, active or not, by as many whole passes in plain double
 * loops: slow, and with nothing in common with what it checks.
 */
final class AllMasks {
  private final NaiveNetwork network;
  private final LawMasks[] masks;
  private final double[] logQ;
  final double[] mean;
  final double[] expectedLog;
  final double[] outputMean;
  final double[] outputVariance;
  double expectedEntropy;
  double expectedKl;
  private long count;

  /** Averages over the masks of one row. */
  AllMasks(Network network, double[] row) {
    this(network, row, new double[network.architecture().outputs()]);
  }

  /**
   * Averages over the masks of one row.
   *
   * @param logQ logarithms of the distribution q for {@code expectedKl}, E_r KL(p_r‖q)
   */
  AllMasks(Network network, double[] row, double[] logQ) {
    this.network = new NaiveNetwork(network, false);
    this.logQ = logQ;
    Architecture architecture = network.architecture();
    masks = new LawMasks[architecture.layers()];
    Arrays.setAll(masks, site -> LawMasks.of(architecture.law(site), architecture.width(site)));
    mean = new double[architecture.outputs()];
    expectedLog = new double[mean.length];
    outputMean = new double[mean.length];
    outputVariance = new double[mean.length];
    average(row, 0, 1, false);
    for (int k = 0; k < mean.length; k++) {
      outputVariance[k] -= outputMean[k] * outputMean[k];
    }
  }

  /**
   * Returns how many combinations are left when a unit whose value is 0 has but one mask, or a map
   * of such units: those that keep every one of them.
   */
  long count() {
    return count;
  }

  private void average(double[] values, int site, double probability, boolean dropsIdle) {
    if (site == masks.length) {
      add(values, probability);
      count += dropsIdle ? 0 : 1;
      return;
    }
    for (int i = 0; i < masks[site].factors().size(); i++) {
      double[] factors = masks[site].factors().get(i);
      average(
          network.layer(site + 1, NaiveNetwork.masked(values, factors)),
          site + 1,
          probability * masks[site].probabilities().get(i),
          dropsIdle || masks[site].dropsIdle(factors, values));
    }
  }

  private void add(double[] z, double probability) {
    double normaliser = Arrays.stream(z).map(Math::exp).sum();
    for (int k = 0; k < z.length; k++) {
      double p = Math.exp(z[k]) / normaliser;
      mean[k] += probability * p;
      expectedLog[k] += probability * Math.log(p);
      expectedEntropy -= probability * p * Math.log(p);
      expectedKl += probability * p * (Math.log(p) - logQ[k]);
      outputMean[k] += probability * z[k];
      outputVariance[k] += probability * z[k] * z[k];
    }
  }
}
