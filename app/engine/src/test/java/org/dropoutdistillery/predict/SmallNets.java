package org.dropoutdistillery.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.random.RandomSequence;

/** Random networks and rows for which everything can be computed in another way too. */
final class SmallNets {
  private SmallNets() {}

  /**
   * Returns the architecture of widths {@code sizes}, with a drop rate for each but the last.
   *
   * @param activation of all hidden layers
   */
  static Architecture architecture(Activation activation, int[] sizes, double... dropRates) {
    List<Architecture.Hidden> hidden = new ArrayList<>();
    for (int layer = 1; layer < sizes.length - 1; layer++) {
      MaskLaw law = new Bernoulli(dropRates[layer]);
      hidden.add(new Architecture.Hidden(sizes[layer], activation, law));
    }
    return new Architecture(sizes[0], new Bernoulli(dropRates[0]), hidden, sizes[sizes.length - 1]);
  }

  /**
   * Returns a network with normal biases too, and with normalised layers that remember something,
   * so that none of its parameters is special.
   */
  static Network network(Architecture architecture, long key) {
    Network network = Network.initialised(architecture, key);
    RandomSequence random = new RandomSequence(~key);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      for (int i = 0; i < network.bias(layer).columns(); i++) {
        network.bias(layer).set(0, i, (float) (.3 * random.nextGaussian()));
      }
      Normalisation normalisation = network.normalisation(layer);
      for (int i = 0; normalisation != null && i < normalisation.mean().columns(); i++) {
        // Scales of either sign, since largest values become smallest where one is negative.
        normalisation.scale().set(0, i, (float) random.nextGaussian());
        normalisation.mean().set(0, i, (float) (.3 * random.nextGaussian()));
        normalisation.variance().set(0, i, (float) (.2 + random.nextDouble()));
      }
    }
    return network;
  }

  /** Returns normal rows, in whose last feature each second value is 0. */
  static RowSource rows(int rows, int width, long key) {
    RandomSequence random = new RandomSequence(key);
    float[] features = new float[rows * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    for (int row = 0; row < rows; row += 2) {
      features[row * width + width - 1] = 0;
    }
    return new RowSource(features, width, IntStream.range(0, rows).toArray());
  }
}
