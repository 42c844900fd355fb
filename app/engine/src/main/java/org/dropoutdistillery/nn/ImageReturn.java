package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Matrix;

/**
 * One thread's way back from the sums of a convolutional layer to the images below it: itself a
 * product of windows, of those sums in which each position below has a part, with the weights the
 * other way round.
 */
final class ImageReturn {
  private final int layer;
  private final int taps;
  private final int channels;
  private final int units;
  private final int sumSize;
  private final int inputSize;
  private final Windows windows;
  private final int capacity;
  private final Matrix windowMatrix;
  private final Matrix weights;
  private final float[] weightRows;
  private final float[] turned;
  private final Matrix product;
  private final float[] productRows;

  /**
   * @param layer above the first
   * @param images most at a time
   */
  ImageReturn(Architecture architecture, int layer, int images) {
    this.layer = layer;
    Shape input = architecture.shape(layer - 1);
    Shape sums = architecture.sums(layer);
    windows = Windows.of(architecture.convolution(layer), input, sums).inverse();
    taps = windows.taps();
    channels = input.channels();
    units = sums.channels();
    sumSize = sums.size();
    inputSize = input.size();
    int windowSize = windows.count() * taps * units;
    capacity = Math.max(1, Math.min(images, Convolution.BLOCK / windowSize));
    windowMatrix = Matrix.zeros(1, capacity * windowSize);
    weights = Matrix.zeros(taps * units, channels);
    weightRows = new float[weights.size()];
    turned = new float[weights.size()];
    product = Matrix.zeros(capacity, inputSize);
    productRows = new float[product.size()];
  }

  /** Takes over the weights as they are now. */
  void begin(Network network) {
    network.weights(layer - 1).read(0, weightRows, 0, weightRows.length);
    for (int tap = 0; tap < taps; tap++) {
      int first = tap * channels * units;
      for (int channel = 0; channel < channels; channel++) {
        for (int unit = 0; unit < units; unit++) {
          turned[first + unit * channels + channel] = weightRows[first + channel * units + unit];
        }
      }
    }
    weights.write(0, turned, 0, turned.length);
  }

  /**
   * @param sumDeltas [images, size of the sums]
   * @param inputDeltas where to write, from row {@code row} on
   */
  void run(float[] sumDeltas, int images, Matrix inputDeltas, int row) {
    for (int first = 0; first < images; first += capacity) {
      int count = Math.min(capacity, images - first);
      int windowSize = windows.count() * taps * units;
      for (int i = 0; i < count; i++) {
        windows.gather(sumDeltas, (first + i) * sumSize, units, windowMatrix, i * windowSize);
      }
      Blas.multiplyPacked(
          count * windows.count(), taps * units, channels, windowMatrix, weights, product);
      product.read(0, productRows, 0, count * inputSize);
      inputDeltas.write((row + first) * inputSize, productRows, 0, count * inputSize);
    }
  }
}
