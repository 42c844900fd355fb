package org.dropoutdistillery.predict;

import java.util.stream.IntStream;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;

/**
 * A copy of a network in double for one row at a time. It takes sums apart into what each unit adds
 * to them, which is what an enumeration of masks needs. Immutable.
 */
final class DoubleLayers {
  private final Architecture architecture;
  private final double[][] weights;
  private final double[][] biases;

  DoubleLayers(Network network) {
    architecture = network.architecture();
    weights = new double[architecture.layers()][];
    biases = new double[architecture.layers()][];
    for (int layer = 0; layer < weights.length; layer++) {
      weights[layer] = widened(network.weights(layer).toArray());
      biases[layer] = widened(network.bias(layer).toArray());
    }
  }

  Architecture architecture() {
    return architecture;
  }

  /** Sets the sums of a layer, counted from 1, to what they are when all units below are 0. */
  void startSums(int layer, double[] sums) {
    System.arraycopy(biases[layer - 1], 0, sums, 0, sums.length);
  }

  /** Adds to the sums of a layer what {@code unit} of the layer below gives at this value. */
  void addUnit(int layer, int unit, double value, double[] sums) {
    double[] w = weights[layer - 1];
    int first = unit * sums.length;
    for (int j = 0; j < sums.length; j++) {
      sums[j] += value * w[first + j];
    }
  }

  /** Writes what a layer gives out; the logits are their sums. */
  void activate(int layer, double[] sums, double[] values) {
    Activation activation =
        layer == architecture.layers() ? Activation.IDENTITY : architecture.activation(layer);
    switch (activation) {
      case RELU -> {
        for (int j = 0; j < sums.length; j++) {
          values[j] = Math.max(sums[j], 0);
        }
      }
      case TANH -> {
        for (int j = 0; j < sums.length; j++) {
          values[j] = Math.tanh(sums[j]);
        }
      }
      case IDENTITY -> System.arraycopy(sums, 0, values, 0, sums.length);
    }
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
