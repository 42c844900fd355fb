package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskAddress;
import org.dropoutdistillery.random.Stream;

/**
 * A network in plain double loops, one row at a time: what the fast code is compared with. Its
 * weights are copies that a test may change.
 */
public final class DoubleNetwork {
  private final Architecture architecture;
  private final double[][] weights;
  private final double[][] biases;

  public DoubleNetwork(Network network) {
    architecture = network.architecture();
    weights = new double[architecture.layers()][];
    biases = new double[architecture.layers()][];
    for (int layer = 0; layer < weights.length; layer++) {
      weights[layer] = widened(network.weights(layer).toArray());
      biases[layer] = widened(network.bias(layer).toArray());
    }
  }

  /** Returns the parameter of this number, counted as {@link Network#parameters} does. */
  double[] parameter(int number) {
    return (number % 2 == 0 ? weights : biases)[number / 2];
  }

  /** Returns the logits of a row; {@code factors[site]} multiply the units of a dropout site. */
  public double[] logits(double[] row, double[][] factors) {
    double[] values = times(row, factors[0]);
    for (int layer = 0; layer < weights.length; layer++) {
      double[] next = biases[layer].clone();
      for (int i = 0; i < values.length; i++) {
        for (int j = 0; j < next.length; j++) {
          next[j] += values[i] * weights[layer][i * next.length + j];
        }
      }
      if (layer < weights.length - 1) {
        for (int j = 0; j < next.length; j++) {
          next[j] = activated(architecture.activation(layer + 1), next[j]) * factors[layer + 1][j];
        }
      }
      values = next;
    }
    return values;
  }

  private static double activated(Activation activation, double sum) {
    return switch (activation) {
      case RELU -> Math.max(sum, 0);
      case TANH -> Math.tanh(sum);
      case IDENTITY -> sum;
    };
  }

  /** Returns the class probabilities of a row under the masks of one pass. */
  public double[] probabilities(double[] row, double[][] factors) {
    double[] z = logits(row, factors);
    double logNormaliser = logNormaliser(z);
    double[] p = new double[z.length];
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(z[k] - logNormaliser);
    }
    return p;
  }

  /** Returns −Σ t log softmax(z). */
  double crossEntropy(double[] row, double[] target, double[][] factors) {
    double[] z = logits(row, factors);
    double logNormaliser = logNormaliser(z);
    double loss = 0;
    for (int k = 0; k < z.length; k++) {
      loss -= target[k] * (z[k] - logNormaliser);
    }
    return loss;
  }

  /** Returns factors of 1 for every site. */
  public double[][] noMasks() {
    double[][] factors = new double[weights.length][];
    for (int site = 0; site < factors.length; site++) {
      factors[site] = new double[architecture.width(site)];
      java.util.Arrays.fill(factors[site], 1);
    }
    return factors;
  }

  /** Returns the factors of one row in one pass, looked up by the addresses of its masks. */
  public double[][] masks(Stream stream, long seed, long pass, long rowId) {
    double[][] factors = new double[weights.length][];
    for (int site = 0; site < factors.length; site++) {
      float[] drawn = new float[architecture.width(site)];
      MaskAddress address = new MaskAddress(stream, seed, site, pass, rowId);
      architecture.law(site).fill(address.key(), drawn, 0, drawn.length);
      factors[site] = widened(drawn);
    }
    return factors;
  }

  private static double logNormaliser(double[] z) {
    double largest = java.util.Arrays.stream(z).max().orElseThrow();
    double sum = 0;
    for (double value : z) {
      sum += Math.exp(value - largest);
    }
    return largest + Math.log(sum);
  }

  private static double[] times(double[] values, double[] factors) {
    double[] product = new double[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = values[i] * factors[i];
    }
    return product;
  }

  /** Returns the same numbers in double. */
  public static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
