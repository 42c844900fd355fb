package org.dropoutdistillery.distil;

import org.dropoutdistillery.tensor.Kernels;

/** What of a teacher's random passes is averaged into the target of a row. */
public enum TargetKind {
  /** Class probabilities p_r; their mean estimates p̄. */
  PROBABILITIES {
    @Override
    void add(float[] outputs, int first, double[] scratch, double[] sums) {
      Kernels.softmax(outputs, first, scratch, 0, scratch.length);
      for (int k = 0; k < scratch.length; k++) {
        sums[first + k] += scratch[k];
      }
    }
  },
  /** Log-probabilities log p_r, in nats; normalised, their mean is the geometric mean. */
  LOG_PROBABILITIES {
    @Override
    void add(float[] outputs, int first, double[] scratch, double[] sums) {
      double logNormaliser = Kernels.softmax(outputs, first, scratch, 0, scratch.length);
      for (int k = 0; k < scratch.length; k++) {
        sums[first + k] += outputs[first + k] - logNormaliser;
      }
    }
  },
  /** Logits less their mean over the classes, which softmax does not see. */
  CENTRED_LOGITS {
    @Override
    void add(float[] outputs, int first, double[] scratch, double[] sums) {
      double mean = 0;
      for (int k = 0; k < scratch.length; k++) {
        mean += outputs[first + k] / (double) scratch.length;
      }
      for (int k = 0; k < scratch.length; k++) {
        sums[first + k] += outputs[first + k] - mean;
      }
    }
  },
  /** The outputs of a regression net as they are. */
  RESPONSES {
    @Override
    void add(float[] outputs, int first, double[] scratch, double[] sums) {
      for (int k = 0; k < scratch.length; k++) {
        sums[first + k] += outputs[first + k];
      }
    }
  };

  /**
   * Adds what one pass says about a row.
   *
   * @param outputs of the network; the row's from {@code first} on
   * @param scratch as long as a row of outputs
   * @param sums the row's from {@code first} on
   */
  abstract void add(float[] outputs, int first, double[] scratch, double[] sums);
}
