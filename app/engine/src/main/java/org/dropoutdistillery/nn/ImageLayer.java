package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * One thread's way through a convolutional layer, as a product of all windows with the weights
 * (Chellapilla, Puri and Simard, 2006), a few images at a time. What the layer gives on still wants
 * its {@link ActivationLoop}: bias, activation and masks where pooling takes the largest value,
 * since neither bias nor a rising activation changes which that is; masks alone where pooling
 * averages.
 */
final class ImageLayer {
  private final int layer;
  private final Activation activation;
  private final boolean activatesSums;
  private final boolean normalised;
  private final int units;
  private final int channels;
  private final int inputSize;
  private final int sumSize;
  private final int outputSize;
  private final Windows windows;
  private final Pool pool;
  private final ImageScratch scratch;
  // An image of one channel with a 0 behind it, and its windows.
  private final float[] image;
  private final float[] byTaps;
  private final float[] gains;
  private final float[] shifts;

  /**
   * @param layer from 1
   * @param capacity most rows at a time
   */
  ImageLayer(Architecture architecture, int layer, int capacity) {
    this.layer = layer;
    Convolution convolution = architecture.convolution(layer);
    Shape input = architecture.shape(layer - 1);
    Shape sums = architecture.sums(layer);
    activation = architecture.activation(layer);
    activatesSums = activatesSums(convolution);
    normalised = convolution.normalised();
    units = architecture.units(layer);
    channels = input.channels();
    inputSize = input.size();
    sumSize = sums.size();
    outputSize = architecture.width(layer);
    // The way back to images below gathers sums once more, and wants them line by line.
    boolean mayReorder = layer == 1;
    pool = convolution.pooling() == null ? null : new Pool(convolution.pooling(), sums, mayReorder);
    Windows byLines = Windows.of(convolution, input, sums);
    int[] order = pool == null ? null : pool.order();
    windows = order == null ? byLines : byLines.inOrder(order);
    int windowSize = windows.count() * architecture.weightRows(layer);
    scratch = new ImageScratch(capacity, inputSize, windowSize, sumSize, outputSize);
    image = new float[inputSize + 1];
    byTaps = new float[channels == 1 ? windows.count() * windows.taps() : 0];
    gains = new float[scratch.sumRows.length];
    shifts = new float[scratch.sumRows.length];
  }

  /**
   * Returns whether a layer's activation comes before its pooling: means do not commute with it.
   */
  static boolean activatesSums(Convolution convolution) {
    return convolution.pooling() != null && convolution.pooling().kind() != Pooling.Kind.MAX;
  }

  /** Returns the most images of a block. */
  int blockImages() {
    return scratch.images;
  }

  /**
   * Computes what the layer gives on from the images below.
   *
   * @param inputs [rows, inputs] of the layer
   * @param outputs [rows, width] of the layer
   */
  void forward(Network network, Matrix inputs, int rows, Matrix outputs) {
    useRemembered(network);
    for (int row = 0; row < rows; row += scratch.images) {
      int images = Math.min(scratch.images, rows - row);
      sum(network, inputs, row, images);
      finish(outputs, row, images, null, 0);
    }
  }

  /** Takes gains and shifts of each unit from the network as it is now. */
  void useRemembered(Network network) {
    Matrix bias = network.bias(layer - 1);
    bias.read(0, shifts, 0, units);
    Normalisation normalisation = network.normalisation(layer - 1);
    for (int unit = 0; normalised && unit < units; unit++) {
      setUnit(unit, normalisation.gain(unit), normalisation.mean().get(0, unit));
    }
    repeat();
  }

  /** Takes gains and shifts of each unit from means and variances of a batch. */
  void useBatch(Network network, double[] mean, double[] variance) {
    network.bias(layer - 1).read(0, shifts, 0, units);
    Matrix scale = network.normalisation(layer - 1).scale();
    for (int unit = 0; unit < units; unit++) {
      double deviation = Math.sqrt(variance[unit] + Normalisation.EPSILON);
      setUnit(unit, scale.get(0, unit) / deviation, mean[unit]);
    }
    repeat();
  }

  /** Reads the means and variances that are remembered. */
  void readRemembered(Network network, double[] mean, double[] variance) {
    Normalisation normalisation = network.normalisation(layer - 1);
    for (int unit = 0; unit < units; unit++) {
      mean[unit] = normalisation.mean().get(0, unit);
      variance[unit] = normalisation.variance().get(0, unit);
    }
  }

  private void setUnit(int unit, double gain, double mean) {
    gains[unit] = (float) gain;
    shifts[unit] = (float) (shifts[unit] - mean * gain);
  }

  private void repeat() {
    if (normalised) {
      Kernels.repeat(gains, units, gains.length);
    }
    if (activatesSums) {
      Kernels.repeat(shifts, units, shifts.length);
    }
  }

  /** Copies what is left to be added to each value of {@link #finish}, at least once per unit. */
  void readBias(float[] target) {
    if (activatesSums) {
      java.util.Arrays.fill(target, 0, units, 0f);
    } else {
      System.arraycopy(shifts, 0, target, 0, units);
    }
  }

  /** Returns the activation that is left to be applied. */
  Activation activationLeft() {
    return activatesSums ? Activation.IDENTITY : activation;
  }

  int units() {
    return units;
  }

  /** Returns whether what is added up over all positions may be added up after pooling instead. */
  boolean keepsTotals() {
    return !activatesSums;
  }

  /** Leaves the sums of some images in {@link #sumRows}. */
  void sum(Network network, Matrix inputs, int row, int images) {
    readWindows(inputs, row, images);
    int count = images * windows.count();
    Matrix weights = network.weights(layer - 1);
    if (channels == 1) {
      int stride = scratch.images * windows.count();
      Blas.multiplyByColumns(count, stride, scratch.windows, weights, scratch.sums);
    } else {
      Blas.multiplyPacked(count, weights.rows(), units, scratch.windows, weights, scratch.sums);
    }
    scratch.sums.read(0, scratch.sumRows, 0, images * sumSize);
  }

  /** Reads the windows of some images: one after the other, or tap by tap of a single channel. */
  void readWindows(Matrix inputs, int row, int images) {
    if (channels == 1) {
      readByTaps(inputs, row, images);
      return;
    }
    inputs.read(row * inputSize, scratch.input, 0, images * inputSize);
    int windowSize = windows.count() * windows.taps() * channels;
    for (int i = 0; i < images; i++) {
      windows.gather(scratch.input, i * inputSize, channels, scratch.windows, i * windowSize);
    }
  }

  private void readByTaps(Matrix inputs, int row, int images) {
    int count = windows.count();
    for (int i = 0; i < images; i++) {
      inputs.read((row + i) * inputSize, image, 0, inputSize);
      windows.gatherByTaps(image, byTaps);
      for (int tap = 0; tap < windows.taps(); tap++) {
        int to = (tap * scratch.images + i) * count;
        scratch.windows.write(to, byTaps, tap * count, count);
      }
    }
  }

  /** Adds to {@code gradient} that by the weights, from the windows and sums there are. */
  void addGradient(int images, Matrix gradient) {
    int count = images * windows.count();
    if (channels == 1) {
      Blas.addByColumns(
          count, scratch.images * windows.count(), scratch.windows, scratch.sums, gradient);
    } else {
      Blas.addTransposedPacked(
          count, gradient.rows(), gradient.columns(), scratch.windows, scratch.sums, gradient);
    }
  }

  /**
   * Normalises and pools the sums of some images.
   *
   * @param tape where to keep what the way back needs; null to forget it
   * @param tapeRow its row for the first of the images
   */
  void finish(Matrix outputs, int row, int images, ImageTape tape, int tapeRow) {
    int size = images * sumSize;
    if (normalised) {
      Kernels.multiply(scratch.sumRows, gains, size);
    }
    if (activatesSums) {
      activation.apply(scratch.sumRows, shifts, size);
      if (tape != null) {
        activation.derivatives(scratch.sumRows, scratch.slopes, size);
        System.arraycopy(scratch.slopes, 0, tape.slopes(), tapeRow * sumSize, size);
      }
    }
    if (pool == null) {
      outputs.write(row * outputSize, scratch.sumRows, 0, size);
      return;
    }
    float[] winners = tape == null ? null : tape.winners();
    for (int i = 0; i < images; i++) {
      int at = (tapeRow + i) * outputSize;
      pool.forward(scratch.sumRows, i * sumSize, scratch.output, i * outputSize, winners, at);
    }
    outputs.write(row * outputSize, scratch.output, 0, images * outputSize);
  }

  /** Leaves the gradients by what pooling was given in {@link #sumRows}. */
  void unpool(Matrix deltas, int row, int images, ImageTape tape, int tapeRow) {
    int size = images * sumSize;
    if (pool == null) {
      deltas.read(row * outputSize, scratch.sumRows, 0, size);
      return;
    }
    deltas.read(row * outputSize, scratch.output, 0, images * outputSize);
    for (int i = 0; i < images; i++) {
      int at = (tapeRow + i) * outputSize;
      pool.backward(
          scratch.output, i * outputSize, tape.winners(), at, scratch.sumRows, i * sumSize);
    }
    if (activatesSums) {
      System.arraycopy(tape.slopes(), tapeRow * sumSize, scratch.slopes, 0, size);
      Kernels.multiply(scratch.sumRows, scratch.slopes, size);
    }
  }

  /** Multiplies the sums of some images by the gain of their units. */
  void multiplyByGains(int images) {
    Kernels.multiply(scratch.sumRows, gains, images * sumSize);
  }

  /** Returns the sums that are worked on, [images, size of the sums]. */
  float[] sumRows() {
    return scratch.sumRows;
  }

  /** Returns the same outside the heap, where they were written last. */
  Matrix sums() {
    return scratch.sums;
  }

  int sumSize() {
    return sumSize;
  }
}
