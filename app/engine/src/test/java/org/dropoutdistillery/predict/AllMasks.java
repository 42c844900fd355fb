package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;

/**
 * The averages over all masks of all units, active or not, by as many whole passes in plain double
 * loops: slow, and with nothing in common with what it checks.
 */
final class AllMasks {
  private final Network network;
  private final Architecture architecture;
  private final double[] logQ;
  final double[] mean;
  final double[] expectedLog;
  final double[] outputMean;
  final double[] outputVariance;
  double expectedEntropy;
  double expectedKl;
  private long count;
  private boolean dropsIdleUnit;

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
    this.network = network;
    this.logQ = logQ;
    architecture = network.architecture();
    mean = new double[architecture.outputs()];
    expectedLog = new double[mean.length];
    outputMean = new double[mean.length];
    outputVariance = new double[mean.length];
    average(row, new double[architecture.layers()][], 0, 1);
    for (int k = 0; k < mean.length; k++) {
      outputVariance[k] -= outputMean[k] * outputMean[k];
    }
  }

  /**
   * Returns how many combinations are left when a unit whose value is 0 has but one mask: those
   * that keep every such unit.
   */
  long count() {
    return count;
  }

  private void average(double[] row, double[][] factors, int site, double probability) {
    if (site == factors.length) {
      add(logits(row, factors), probability);
      return;
    }
    Bernoulli law = (Bernoulli) architecture.law(site);
    factors[site] = new double[architecture.width(site)];
    Arrays.fill(factors[site], 1 / law.keepProbability());
    int masks = law.isIdentity() ? 1 : 1 << factors[site].length;
    for (int mask = 0; mask < masks; mask++) {
      double chance = probability;
      for (int unit = 0; unit < factors[site].length && !law.isIdentity(); unit++) {
        boolean kept = (mask >> unit & 1) == 1;
        factors[site][unit] = kept ? 1 / law.keepProbability() : 0;
        chance *= kept ? law.keepProbability() : law.dropRate();
      }
      average(row, factors, site + 1, chance);
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
    count += dropsIdleUnit ? 0 : 1;
  }

  private double[] logits(double[] row, double[][] factors) {
    double[] values = row;
    dropsIdleUnit = false;
    for (int layer = 0; layer < architecture.layers(); layer++) {
      for (int i = 0; i < values.length; i++) {
        dropsIdleUnit |= values[i] == 0 && factors[layer][i] == 0;
      }
      double[] next = new double[architecture.width(layer + 1)];
      for (int j = 0; j < next.length; j++) {
        next[j] = network.bias(layer).get(0, j);
        for (int i = 0; i < values.length; i++) {
          next[j] += values[i] * factors[layer][i] * network.weights(layer).get(i, j);
        }
        if (layer < architecture.layers() - 1) {
          next[j] = activated(layer, next[j]);
        }
      }
      values = next;
    }
    return values;
  }

  private double activated(int layer, double sum) {
    return switch (architecture.hidden().get(layer).activation()) {
      case RELU -> Math.max(sum, 0);
      case TANH -> Math.tanh(sum);
      case IDENTITY -> sum;
    };
  }
}
