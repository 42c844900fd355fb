package org.dropoutdistillery.distil;

import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.DoubleNetwork;
import org.dropoutdistillery.predict.ReferenceNet;

/**
 * The averages over all masks of a small net with two hidden layers of drop rate 0.5, in double:
 * all masks are equally likely.
 */
final class EnumeratedAverage {
  private EnumeratedAverage() {}

  /** Returns the mean probabilities, [rows, classes]. */
  static double[] of(ReferenceNet net) {
    return means(net, TargetKind.PROBABILITIES);
  }

  /** Returns the geometric mean of the probabilities: softmax of the mean logits. */
  static double[] geometric(ReferenceNet net) {
    double[] mean = means(net, TargetKind.RESPONSES);
    for (int row = 0; row < net.rows(); row++) {
      double sum = 0;
      for (int k = row * net.classes(); k < (row + 1) * net.classes(); k++) {
        mean[k] = Math.exp(mean[k]);
        sum += mean[k];
      }
      for (int k = row * net.classes(); k < (row + 1) * net.classes(); k++) {
        mean[k] /= sum;
      }
    }
    return mean;
  }

  /** Returns the means of what targets of a kind estimate, [rows, outputs]. */
  static double[] means(ReferenceNet net, TargetKind kind) {
    double[] means = new double[net.rows() * net.classes()];
    for (int row = 0; row < net.rows(); row++) {
      double[][] logits = logits(net, row);
      for (double[] pass : logits) {
        double[] target = target(kind, pass);
        for (int k = 0; k < target.length; k++) {
          means[row * target.length + k] += target[k] / logits.length;
        }
      }
    }
    return means;
  }

  /** Returns the target that a pass with these logits gives, written down once more. */
  static double[] target(TargetKind kind, double[] logits) {
    double shift =
        switch (kind) {
          case RESPONSES -> 0;
          case CENTRED_LOGITS -> java.util.Arrays.stream(logits).average().orElseThrow();
          case PROBABILITIES, LOG_PROBABILITIES ->
              Math.log(java.util.Arrays.stream(logits).map(Math::exp).sum());
        };
    return java.util.Arrays.stream(logits)
        .map(z -> kind == TargetKind.PROBABILITIES ? Math.exp(z - shift) : z - shift)
        .toArray();
  }

  /** Returns the logits of a row under every mask, [masks][outputs]. */
  static double[][] logits(ReferenceNet net, int row) {
    Architecture architecture = net.network().architecture();
    DoubleNetwork reference = new DoubleNetwork(net.network());
    int units = architecture.width(1) + architecture.width(2);
    double[][] logits = new double[1 << units][];
    double[][] factors = reference.noMasks();
    for (int mask = 0; mask < logits.length; mask++) {
      for (int unit = 0; unit < units; unit++) {
        int layer = unit < architecture.width(1) ? 1 : 2;
        factors[layer][layer == 1 ? unit : unit - architecture.width(1)] =
            2.0 * ((mask >> unit) & 1);
      }
      logits[mask] = reference.logits(net.row(row), factors);
    }
    return logits;
  }
}
