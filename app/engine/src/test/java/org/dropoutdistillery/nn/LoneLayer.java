package org.dropoutdistillery.nn;

import java.util.List;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture.Hidden;
import org.dropoutdistillery.tensor.Matrix;

/** A convolutional layer as a network of its own, whose logits are the values of the layer. */
final class LoneLayer {
  private LoneLayer() {}

  /** Makes a layer without dropout and normalisation. */
  static Hidden of(int maps, Activation activation, Convolution convolution) {
    return new Hidden(maps, activation, MaskLaw.none(), convolution);
  }

  static Architecture architecture(Shape input, Hidden layer) {
    int outputs = layer.convolution().output(input, layer.units()).size();
    return new Architecture(input, MaskLaw.none(), List.of(layer), outputs);
  }

  /**
   * Returns what the layer gives on, [rows, outputs].
   *
   * @param kernels [lines, columns, channels, maps]
   * @param bias [maps]
   */
  static float[] outputs(Shape input, Hidden layer, float[] kernels, float[] bias, float... rows) {
    Architecture architecture = architecture(input, layer);
    Network network =
        new Network(
            architecture,
            List.of(
                Matrix.of(architecture.weightRows(1), layer.units(), kernels),
                Matrix.of(1, layer.units(), bias),
                identity(architecture.outputs()),
                Matrix.zeros(1, architecture.outputs())));
    int count = rows.length / input.size();
    ForwardPass pass = new ForwardPass(architecture, count);
    pass.input().write(0, rows, 0, rows.length);
    pass.runStandard(network, count);
    return pass.logits().toArray();
  }

  private static Matrix identity(int size) {
    Matrix identity = Matrix.zeros(size, size);
    for (int i = 0; i < size; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }
}
