package org.dropoutdistillery.nn;

/**
 * What the way back through a convolutional layer needs of the way forward, for all rows of a
 * batch. Arrays are null where the layer does without.
 *
 * @param winners [rows, width]: which tap of its pool each value comes from, of the largest
 * @param slopes [rows, size of the sums]: derivatives of an activation that comes before pooling
 * @param sums [rows, size of the sums] of a normalised layer, before normalisation
 * @param sumDeltas [rows, size of the sums]: gradients by what normalisation gave
 */
record ImageTape(float[] winners, float[] slopes, float[] sums, float[] sumDeltas) {
  static ImageTape allocate(Architecture architecture, int layer, int rows) {
    Convolution convolution = architecture.convolution(layer);
    Pooling pooling = convolution.pooling();
    int outputs = rows * architecture.width(layer);
    int sums = rows * architecture.sums(layer).size();
    boolean takesLargest = pooling != null && pooling.kind() == Pooling.Kind.MAX;
    boolean averages = pooling != null && !takesLargest;
    return new ImageTape(
        takesLargest ? new float[outputs] : null,
        averages ? new float[sums] : null,
        convolution.normalised() ? new float[sums] : null,
        convolution.normalised() ? new float[sums] : null);
  }
}
