package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/** What a hidden layer applies to its sums. */
public enum Activation {
  RELU {
    @Override
    void apply(float[] sums, int first, float[] bias, int count) {
      Kernels.addBiasRelu(sums, first, bias, count);
    }

    @Override
    void derivatives(float[] outputs, float[] derivatives, int first, int count) {
      Kernels.reluDerivatives(outputs, 0, derivatives, first, count);
    }
  },
  TANH {
    @Override
    void apply(float[] sums, int first, float[] bias, int count) {
      Kernels.addBiasTanh(sums, first, bias, count);
    }

    @Override
    void derivatives(float[] outputs, float[] derivatives, int first, int count) {
      Kernels.tanhDerivatives(outputs, 0, derivatives, first, count);
    }
  },
  IDENTITY {
    @Override
    void apply(float[] sums, int first, float[] bias, int count) {
      Kernels.addBias(sums, first, bias, count);
    }

    @Override
    void derivatives(float[] outputs, float[] derivatives, int first, int count) {
      java.util.Arrays.fill(derivatives, first, first + count, 1f);
    }
  };

  /** Replaces {@code count} sums from {@code first} on by f(sum + bias). */
  abstract void apply(float[] sums, int first, float[] bias, int count);

  /**
   * Writes f′ into {@code derivatives[first]} and on.
   *
   * @param outputs what {@link #apply} gave, from element 0 on, before any mask: a mask's factor
   *     may be negative
   */
  abstract void derivatives(float[] outputs, float[] derivatives, int first, int count);
}
