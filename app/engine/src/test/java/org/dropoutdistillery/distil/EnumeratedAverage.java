package org.dropoutdistillery.distil;

import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.predict.ReferenceNet;

/**
 * The average over all masks of a small net with two hidden layers of drop rate 0.5, in double: all
 * masks are equally likely.
 */
final class EnumeratedAverage {
  private EnumeratedAverage() {}

  /** Returns the mean probabilities, [rows, classes]. */
  static double[] of(ReferenceNet net) {
    Architecture architecture = net.network().architecture();
    DoubleNetwork reference = new DoubleNetwork(net.network());
    int units = architecture.width(1) + architecture.width(2);
    int masks = 1 << units;
    double[] mean = new double[net.rows() * net.classes()];
    double[][] factors = reference.noMasks();
    for (int mask = 0; mask < masks; mask++) {
      for (int unit = 0; unit < units; unit++) {
        int layer = unit < architecture.width(1) ? 1 : 2;
        factors[layer][layer == 1 ? unit : unit - architecture.width(1)] =
            2.0 * ((mask >> unit) & 1);
      }
      for (int row = 0; row < net.rows(); row++) {
        double[] p = reference.probabilities(net.row(row), factors);
        for (int k = 0; k < p.length; k++) {
          mean[row * p.length + k] += p[k] / masks;
        }
      }
    }
    return mean;
  }
}
