package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/**
 * The arrays of a batch on its way forward and back, allocated once.
 *
 * @param values per layer, [rows, width]: the input, hidden layers after activation and masks, the
 *     logits
 * @param deltas per layer from 1, [rows, width]: gradients by what the layer's products gave
 * @param gates per hidden layer from 1, [rows, width]: mask's factor times derivative of the
 *     activation
 * @param tapes per convolutional layer from 1
 * @param targets [rows, outputs]
 */
record TrainingArrays(
    Matrix[] values, Matrix[] deltas, float[][] gates, ImageTape[] tapes, Matrix targets) {
  static TrainingArrays allocate(Architecture architecture, int rows) {
    Matrix[] values = ForwardPass.allocate(architecture, rows);
    Matrix[] deltas = new Matrix[values.length];
    float[][] gates = new float[values.length - 1][];
    for (int layer = 1; layer < values.length; layer++) {
      deltas[layer] = Matrix.zeros(rows, architecture.width(layer));
      if (layer < gates.length) {
        gates[layer] = new float[values[layer].size()];
      }
    }
    ImageTape[] tapes = new ImageTape[values.length];
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      tapes[layer] = ImageTape.allocate(architecture, layer, rows);
    }
    Matrix targets = Matrix.zeros(rows, architecture.outputs());
    return new TrainingArrays(values, deltas, gates, tapes, targets);
  }
}
