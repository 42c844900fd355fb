package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * One data row in several passes at once, under factors that are given and not drawn, with the
 * values of every layer kept to be looked at. Storage is allocated once. One thread at a time.
 */
public final class TracedPass {
  private final Matrix[] values;
  private final ImageLayer[] images;
  private final float[] row;
  private final float[] bias;

  /** Allocates for up to {@code maxPasses} passes at a time. */
  public TracedPass(Architecture architecture, int maxPasses) {
    values = ForwardPass.allocate(architecture, maxPasses);
    images = ForwardPass.images(architecture, maxPasses);
    row = new float[architecture.widest()];
    bias = new float[architecture.widest()];
  }

  /** Returns the most passes at a time. */
  public int maxPasses() {
    return values[0].rows();
  }

  /**
   * Runs some passes.
   *
   * @param network with the layers that this was made for; its laws are not looked at
   * @param features [inputs]: the data row
   * @param factors of each dropout site [passes, width], flattened; null where all are 1
   */
  public void run(Network network, float[] features, int passes, float[][] factors) {
    int inputs = values[0].columns();
    if (features.length != inputs || factors.length != values.length - 1) {
      throw new IllegalArgumentException(
          "a row of %d features and factors of %d sites, expected %d and %d"
              .formatted(features.length, factors.length, inputs, values.length - 1));
    }
    for (int pass = 0; pass < passes; pass++) {
      System.arraycopy(features, 0, row, 0, inputs);
      mask(0, pass, factors[0]);
    }
    for (int layer = 1; layer < values.length; layer++) {
      if (images[layer] == null) {
        Blas.multiply(passes, values[layer - 1], network.weights(layer - 1), values[layer]);
      } else {
        images[layer].forward(network, values[layer - 1], passes, values[layer]);
      }
      activate(network, layer, passes, factors);
    }
  }

  private void activate(Network network, int layer, int passes, float[][] factors) {
    boolean last = layer == values.length - 1;
    int width = values[layer].columns();
    Activation activation = Activation.IDENTITY;
    if (images[layer] != null) {
      activation = images[layer].activationLeft();
      images[layer].readBias(bias);
      Kernels.repeat(bias, images[layer].units(), width);
    } else {
      network.bias(layer - 1).read(0, bias, 0, width);
      activation = last ? Activation.IDENTITY : network.architecture().activation(layer);
    }
    for (int pass = 0; pass < passes; pass++) {
      values[layer].read(pass * width, row, 0, width);
      activation.apply(row, bias, width);
      mask(layer, pass, last ? null : factors[layer]);
    }
  }

  /** Writes the row that was worked on into its place, masked. */
  private void mask(int layer, int pass, float[] factors) {
    int width = values[layer].columns();
    for (int i = 0; factors != null && i < width; i++) {
      row[i] *= factors[pass * width + i];
    }
    values[layer].write(pass * width, row, 0, width);
  }

  /**
   * Returns a copy of what a layer gave out in a pass, after its mask.
   *
   * @param layer 0 is the input, the last one gives the logits
   */
  public float[] values(int layer, int pass) {
    int width = values[layer].columns();
    float[] copy = new float[width];
    values[layer].read(pass * width, copy, 0, width);
    return copy;
  }
}
