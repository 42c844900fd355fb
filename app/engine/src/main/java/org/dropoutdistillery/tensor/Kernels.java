package org.dropoutdistillery.tensor;

/**
 * Fused loops over heap arrays, written so that the JIT vectorises them. None allocates. All keep a
 * fixed order of operations, so the same input gives the same bits.
 */
public final class Kernels {
  private Kernels() {}

  /** values[i] += bias[i], for {@code count} elements from {@code first} on. */
  public static void addBias(float[] values, int first, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      values[first + i] += bias[i];
    }
  }

  /** values[i] = max(values[i] + bias[i], 0). */
  public static void addBiasRelu(float[] values, int first, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      values[first + i] = Math.max(values[first + i] + bias[i], 0f);
    }
  }

  /** values[i] *= factors[i], from {@code first} and {@code factorsFirst} on. */
  public static void multiply(
      float[] values, int first, float[] factors, int factorsFirst, int count) {
    for (int i = 0; i < count; i++) {
      values[first + i] *= factors[factorsFirst + i];
    }
  }

  /**
   * gates[i] becomes 0 wherever values[i] is not positive, and stays as it is elsewhere: with the
   * output of ReLU for values and the factors of a mask in the gates, the derivative of both.
   */
  public static void closeGatesOfIdle(
      float[] gates, int gatesFirst, float[] values, int first, int count) {
    for (int i = 0; i < count; i++) {
      // Even the smallest positive float becomes more than 1: a step without a branch.
      float open = Math.min(Math.max(values[first + i], 0f) * 1e38f * 1e38f, 1f);
      gates[gatesFirst + i] *= open;
    }
  }

  /** sums[i] += values[i], from {@code first} of values on. */
  public static void accumulate(float[] sums, float[] values, int first, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += values[first + i];
    }
  }

  /**
   * Writes the softmax of {@code classes} float32 logits and returns log Σ exp of them, both in
   * double. Subtracts the largest logit first, so that no finite input overflows.
   */
  public static double softmax(
      float[] logits, int first, double[] probabilities, int probabilitiesFirst, int classes) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      largest = Math.max(largest, logits[first + k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double e = Math.exp((double) logits[first + k] - largest);
      probabilities[probabilitiesFirst + k] = e;
      sum += e;
    }
    for (int k = 0; k < classes; k++) {
      probabilities[probabilitiesFirst + k] /= sum;
    }
    return largest + Math.log(sum);
  }
}
