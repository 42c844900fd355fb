package org.dropoutdistillery.predict;

import java.util.stream.IntStream;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Windows;

/**
 * A copy of a network in double for one row at a time. It takes sums apart into what each unit adds
 * to them, which is what an enumeration of masks needs; what normalises them is part of the
 * weights. Immutable.
 */
final class DoubleLayers {
  private final Architecture architecture;
  private final double[][] weights;
  private final double[][] biases;
  // Of each layer from 0: in which windows a position of the image below lies, and the windows that
  // are pooled; null where there are none.
  private final Windows[] holders;
  private final Windows[] pools;

  DoubleLayers(Network network) {
    architecture = network.architecture();
    int layers = architecture.layers();
    weights = new double[layers][];
    biases = new double[layers][];
    holders = new Windows[layers];
    pools = new Windows[layers];
    for (int layer = 0; layer < layers; layer++) {
      weights[layer] = widened(network.weights(layer).toArray());
      biases[layer] = widened(network.bias(layer).toArray());
      if (network.normalisation(layer) != null) {
        normalise(network.normalisation(layer), weights[layer], biases[layer]);
      }
      Convolution convolution = architecture.convolution(layer + 1);
      if (convolution != null) {
        holders[layer] =
            Windows.of(convolution, architecture.shape(layer), architecture.sums(layer + 1))
                .inverse();
      }
      if (convolution != null && convolution.pooling() != null) {
        pools[layer] = Windows.of(convolution.pooling(), architecture.sums(layer + 1));
      }
    }
  }

  private static void normalise(Normalisation normalisation, double[] weights, double[] biases) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= normalisation.gain(i % biases.length);
    }
    for (int unit = 0; unit < biases.length; unit++) {
      biases[unit] -= normalisation.gain(unit) * normalisation.mean().get(0, unit);
    }
  }

  Architecture architecture() {
    return architecture;
  }

  /** Sets the sums of a layer, counted from 1, to what they are when all units below are 0. */
  void startSums(int layer, double[] sums) {
    double[] bias = biases[layer - 1];
    for (int first = 0; first < sums.length; first += bias.length) {
      System.arraycopy(bias, 0, sums, first, bias.length);
    }
  }

  /** Adds to the sums of a layer what {@code unit} of the layer below gives at this value. */
  void addUnit(int layer, int unit, double value, double[] sums) {
    Windows holding = holders[layer - 1];
    if (holding == null) {
      addScaled(value, weights[layer - 1], unit * sums.length, sums, 0, sums.length);
      return;
    }
    int units = biases[layer - 1].length;
    int channels = architecture.shape(layer - 1).channels();
    int position = unit / channels;
    int channel = unit % channels;
    for (int tap = 0; tap < holding.taps(); tap++) {
      int window = holding.source(position, tap);
      if (window >= 0) {
        int first = (tap * channels + channel) * units;
        addScaled(value, weights[layer - 1], first, sums, window * units, units);
      }
    }
  }

  private static void addScaled(
      double value, double[] weights, int first, double[] sums, int firstSum, int count) {
    for (int j = 0; j < count; j++) {
      sums[firstSum + j] += value * weights[first + j];
    }
  }

  /** Writes what a layer makes of its sums before pooling; the logits are their sums. */
  void activate(int layer, double[] sums, double[] activated) {
    Activation activation =
        layer == architecture.layers() ? Activation.IDENTITY : architecture.activation(layer);
    switch (activation) {
      case RELU -> {
        for (int j = 0; j < sums.length; j++) {
          activated[j] = Math.max(sums[j], 0);
        }
      }
      case TANH -> {
        for (int j = 0; j < sums.length; j++) {
          activated[j] = Math.tanh(sums[j]);
        }
      }
      case IDENTITY -> System.arraycopy(sums, 0, activated, 0, sums.length);
    }
  }

  /** Returns whether {@link #pool} follows on {@link #activate}. */
  boolean isPooled(int layer) {
    return pools[layer - 1] != null;
  }

  /** Writes what a layer with pooling gives out. */
  void pool(int layer, double[] activated, double[] values) {
    Windows pool = pools[layer - 1];
    boolean takesLargest = architecture.convolution(layer).pooling().kind() == Pooling.Kind.MAX;
    int channels = architecture.units(layer);
    for (int i = 0; i < values.length; i++) {
      double pooled = takesLargest ? Double.NEGATIVE_INFINITY : 0;
      for (int tap = 0; tap < pool.taps(); tap++) {
        double value = activated[pool.source(i / channels, tap) * channels + i % channels];
        pooled = takesLargest ? Math.max(pooled, value) : pooled + value / pool.taps();
      }
      values[i] = pooled;
    }
  }

  private static double[] widened(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
