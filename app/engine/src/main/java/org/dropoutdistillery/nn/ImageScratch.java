package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/**
 * Where one thread works on some images of a convolutional layer at a time, so few that windows and
 * sums stay in a second-level cache.
 */
final class ImageScratch {
  final int images;
  final float[] input;
  final Matrix windows;
  final float[] sumRows;
  final float[] slopes;
  final Matrix sums;
  final float[] output;

  /**
   * @param capacity most images that are ever worked on
   * @param windowSize values of the windows of an image
   */
  ImageScratch(int capacity, int inputSize, int windowSize, int sumSize, int outputSize) {
    int largest = Math.max(windowSize, sumSize);
    images = Math.max(1, Math.min(capacity, Convolution.BLOCK / largest));
    input = new float[images * inputSize];
    windows = Matrix.zeros(1, images * windowSize);
    sumRows = new float[images * sumSize];
    slopes = new float[images * sumSize];
    sums = Matrix.zeros(1, images * sumSize);
    output = new float[images * outputSize];
  }
}
