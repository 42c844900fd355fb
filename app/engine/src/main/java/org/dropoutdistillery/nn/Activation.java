package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/** What a hidden layer applies to its sums. */
public enum Activation {
  RELU {
    @Override
    void apply(float[] sums, float[] bias, int count) {
      Kernels.addBiasRelu(sums, bias, count);
    }

    @Override
    void derivatives(float[] outputs, float[] derivatives, int count) {
      Kernels.reluDerivatives(outputs, derivatives, count);
    }
  },
  TANH {
    @Override
    void apply(float[] sums, float[] bias, int count) {
      Kernels.addBiasTanh(sums, bias, count);
    }

    @Override
    void derivatives(float[] outputs, float[] derivatives, int count) {
      Kernels.tanhDerivatives(outputs, derivatives, count);
    }
  },
  IDENTITY {
    @Override
    void apply(float[] sums, float[] bias, int count) {
      Kernels.addBias(sums, bias, count);
    }

    @Override
    void derivatives(float[] outputs, float[] derivatives, int count) {
      java.util.Arrays.fill(derivatives, 0, count, 1f);
    }
  };

  /** Replaces the first {@code count} sums by f(sum + bias). */
  abstract void apply(float[] sums, float[] bias, int count);

  /**
   * Writes the first {@code count} values of f′.
   *
   * @param outputs what {@link #apply} gave, before any mask: a mask's factor may be negative
   */
  abstract void derivatives(float[] outputs, float[] derivatives, int count);
}
