package org.dropoutdistillery.tensor;

/**
 * Fused loops over heap arrays, written so that the JIT vectorises them: it does so only where all
 * arrays have the same index, so every loop starts at element 0, and who needs another part copies
 * it, which costs a fifth of what a scalar loop does. None allocates. All keep a fixed order of
 * operations, so the same input gives the same bits.
 */
public final class Kernels {
  private Kernels() {}

  /** values[i] += bias[i], for the first {@code count} elements. */
  public static void addBias(float[] values, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      values[i] += bias[i];
    }
  }

  /** values[i] = max(values[i] + bias[i], 0). */
  public static void addBiasRelu(float[] values, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(values[i] + bias[i], 0f);
    }
  }

  /** values[i] = tanh(values[i] + bias[i]); see {@link #tanh}. */
  public static void addBiasTanh(float[] values, float[] bias, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = tanh(values[i] + bias[i]);
    }
  }

  /**
   * Returns the hyperbolic tangent, within 3 units in the last place of the exact one; ±1 from ±9.1
   * on, and x itself where x² vanishes. Arithmetic alone, so that loops over it are vectorised.
   *
   * <p>With g = 2 tanh(x/2), tanh(x) = g / (1 + g²/4), which forgives errors of g where it
   * saturates; (g − x) / x³ is a rational function of x², fitted for the smallest relative error of
   * the result on [0, 9.1].
   */
  public static float tanh(float x) {
    float y = Math.min(Math.max(x, -9.1f), 9.1f);
    float square = y * y;
    float numerator = -0.0833332f + square * (-0.0009654694f + square * -6.4175595e-8f);
    float denominator = 1 + square * (0.1115841f + square * 0.001040568f);
    float g = y + y * square * numerator / denominator;
    return g / (1 + 0.25f * g * g);
  }

  /** derivatives[i] = 1 where outputs[i], from 0 up, is positive, else 0: that of ReLU. */
  public static void reluDerivatives(float[] outputs, float[] derivatives, int count) {
    for (int i = 0; i < count; i++) {
      derivatives[i] = isPositive(outputs[i]);
    }
  }

  /** derivatives[i] = 1 − outputs[i]²: that of tanh. */
  public static void tanhDerivatives(float[] outputs, float[] derivatives, int count) {
    for (int i = 0; i < count; i++) {
      float output = outputs[i];
      derivatives[i] = (1 - output) * (1 + output);
    }
  }

  /** values[i] *= factors[i], for the first {@code count} elements. */
  public static void multiply(float[] values, float[] factors, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= factors[i];
    }
  }

  /** values[i] *= factor, for the first {@code count} elements. */
  public static void scale(float[] values, float factor, int count) {
    for (int i = 0; i < count; i++) {
      values[i] *= factor;
    }
  }

  /** sums[i] += factor · values[i], for the first {@code count} elements. */
  public static void addScaled(float[] sums, float[] values, float factor, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += factor * values[i];
    }
  }

  /**
   * Takes over what is larger: where values[i] &gt; best[i], best[i] = values[i] and winners[i] =
   * number, for the first {@code count} elements.
   */
  public static void takeLarger(
      float[] best, float[] winners, float[] values, float number, int count) {
    for (int i = 0; i < count; i++) {
      float larger = Math.max(best[i], values[i]);
      winners[i] += isPositive(larger - best[i]) * (number - winners[i]);
      best[i] = larger;
    }
  }

  /** Returns 1 if a number that is not negative is positive, else 0: a step without a branch. */
  private static float isPositive(float value) {
    // Even the smallest positive float becomes more than 1.
    return Math.min(value * 1e38f * 1e38f, 1f);
  }

  /** targets[i] = values[i] where labels[i] = label, else 0; labels are whole numbers. */
  public static void keepWhereEqual(
      float[] targets, float[] values, float[] labels, float label, int count) {
    for (int i = 0; i < count; i++) {
      targets[i] = values[i] * (1 - Math.min(Math.abs(labels[i] - label), 1f));
    }
  }

  /** values[i] −= offsets[i], for the first {@code count} elements. */
  public static void subtract(float[] values, float[] offsets, int count) {
    for (int i = 0; i < count; i++) {
      values[i] -= offsets[i];
    }
  }

  /** Repeats the first {@code width} elements until {@code size} are filled. */
  public static void repeat(float[] values, int width, int size) {
    for (int done = width; done < size; done *= 2) {
      System.arraycopy(values, 0, values, done, Math.min(done, size - done));
    }
  }

  /** sums[i] += values[i]², for the first {@code count} elements. */
  public static void accumulateSquares(float[] sums, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += values[i] * values[i];
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
