package org.dropoutdistillery.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Matrix;

/** Makes a network of the layers of another program. */
final class OutsideNetwork {
  private final Architecture architecture;
  private final List<Matrix> parameters = new ArrayList<>();
  private final List<Matrix> normalisations = new ArrayList<>();

  private OutsideNetwork(Architecture architecture) {
    this.architecture = architecture;
  }

  /**
   * @param architecture with the same layers
   */
  static Network of(Architecture architecture, OutsideLayers found) {
    OutsideNetwork network = new OutsideNetwork(architecture);
    Iterator<OutsideNorm> norms = found.norms().iterator();
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      OutsideLayer outside = found.layers().get(layer - 1);
      network.addWeights(layer, outside);
      if (architecture.isNormalised(layer)) {
        network.addNormalisation(outside, norms.next());
      } else {
        network.parameters.add(row(outside.bias()));
      }
    }
    network.parameters.addAll(network.normalisations);
    return new Network(architecture, network.parameters);
  }

  private void addWeights(int layer, OutsideLayer outside) {
    parameters.add(
        Matrix.of(
            architecture.weightRows(layer),
            architecture.units(layer),
            ChannelOrder.of(architecture, layer).toOurs(outside.weights())));
  }

  /** A bias before the normalisation only moves the mean that it takes off again. */
  private void addNormalisation(OutsideLayer outside, OutsideNorm norm) {
    float[] mean = new float[norm.maps()];
    for (int map = 0; map < mean.length; map++) {
      mean[map] = norm.mean()[map] - outside.bias()[map];
    }
    parameters.add(row(norm.shift()));
    normalisations.add(row(norm.scale()));
    normalisations.add(row(mean));
    normalisations.add(row(norm.variance()));
  }

  private static Matrix row(float[] values) {
    return Matrix.of(1, values.length, values);
  }
}
