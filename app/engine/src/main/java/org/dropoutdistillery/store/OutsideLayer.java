package org.dropoutdistillery.store;

import java.util.Arrays;
import java.util.List;

/**
 * A dense or convolutional layer of another program. Nobody writes into the arrays.
 *
 * @param name what stands before {@code .weight}; empty for a single layer
 * @param shape [outputs, inputs], or [maps, channels, lines, columns]
 * @param weights of that shape, flattened
 * @param bias [outputs]
 */
record OutsideLayer(String name, int[] shape, float[] weights, float[] bias) {
  boolean isConvolutional() {
    return shape.length == 4;
  }

  /** Returns the number of units or maps. */
  int outputs() {
    return shape[0];
  }

  /** Returns the number of values below, or of channels. */
  int inputs() {
    return shape[1];
  }

  /** Returns lines and columns of a convolution's window. */
  int kernel() {
    return shape[2];
  }

  /** Returns name and shape, for messages. */
  @Override
  public String toString() {
    return (name.isEmpty() ? "weight" : name) + " " + Arrays.toString(shape);
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
  OutsideLayer withOutputs(double scale, double shift) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (scale * weights[i]);
    }
    float[] shifted = new float[outputs()];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = (float) (scale * bias[i] + shift);
    }
    return new OutsideLayer(name, shape, scaled, shifted);
  }

  /**
   * Returns the dense layer that gives for x what this one gives for {@code scale · x + shift}.
   *
   * @param scales [inputs]
   * @param shifts [inputs]
   */
  OutsideLayer withInputs(double[] scales, double[] shifts) {
    float[] scaled = new float[weights.length];
    float[] shifted = new float[outputs()];
    for (int output = 0; output < shifted.length; output++) {
      double sum = bias[output];
      for (int input = 0; input < inputs(); input++) {
        int i = output * inputs() + input;
        scaled[i] = (float) (scales[input] * weights[i]);
        sum += weights[i] * shifts[input];
      }
      shifted[output] = (float) sum;
    }
    return new OutsideLayer(name, shape, scaled, shifted);
  }
}
