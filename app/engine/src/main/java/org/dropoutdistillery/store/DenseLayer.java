package org.dropoutdistillery.store;

import java.util.List;

/**
 * A dense layer of another program. Nobody writes into the arrays.
 *
 * @param name what stands before {@code .weight}; empty for a single layer
 * @param weights [outputs, inputs], flattened
 * @param bias [outputs]
 */
record DenseLayer(String name, int inputs, int outputs, float[] weights, float[] bias) {
  /** Returns name and shape, for messages. */
  @Override
  public String toString() {
    return "%s [%d, %d]".formatted(name.isEmpty() ? "weight" : name, outputs, inputs);
  }

  /**
   * @throws IllegalArgumentException if a weight or bias is not finite
   */
  void requireFinite() {
    for (float[] values : List.of(weights, bias)) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "layer %s would have the weight %s on the scales of these data, expected finite ones"
                  .formatted(this, value));
        }
      }
    }
  }

  /**
   * Returns the layer that gives {@code scale · y + shift} where this one gives y.
   *
   * @param scale of each output
   */
  DenseLayer withOutputs(double scale, double shift) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (scale * weights[i]);
    }
    float[] shifted = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      shifted[i] = (float) (scale * bias[i] + shift);
    }
    return new DenseLayer(name, inputs, outputs, scaled, shifted);
  }

  /**
   * Returns the layer that gives for x what this one gives for {@code scale · x + shift}.
   *
   * @param scales [inputs]
   * @param shifts [inputs]
   */
  DenseLayer withInputs(double[] scales, double[] shifts) {
    float[] scaled = new float[weights.length];
    float[] shifted = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      double sum = bias[output];
      for (int input = 0; input < inputs; input++) {
        int i = output * inputs + input;
        scaled[i] = (float) (scales[input] * weights[i]);
        sum += weights[i] * shifts[input];
      }
      shifted[output] = (float) sum;
    }
    return new DenseLayer(name, inputs, outputs, scaled, shifted);
  }
}
