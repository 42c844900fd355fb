package org.dropoutdistillery.predict;

import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.nn.Windows;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * One thread's way of means and variances through a convolutional layer, a few images at a time:
 * windows of means times the weights, windows of variances times their squares. The largest value
 * of a pool is taken before the activation, which gives the same in a network and here comes nearer
 * to it: sums are more nearly normal than what ReLU leaves of them. Scratch space is allocated
 * once.
 */
final class ConvolutionMoments {
  // Values of windows or sums at a time, so few that a second-level cache of a MiB holds them.
  private static final int BLOCK = 1 << 17;

  private final int layer;
  private final int units;
  private final int channels;
  private final int inputSize;
  private final int sumSize;
  private final int outputSize;
  private final int windowSize;
  private final Windows windows;
  private final PoolMoments pool;
  private final boolean activatesSums;
  private final ActivationMoments activation;
  private final int images;
  private final float[] input;
  private final Matrix windowMatrix;
  private final Matrix sums;
  private final float[] means;
  private final float[] variances;
  private final float[] pooledMeans;
  private final float[] pooledVariances;
  private final float[] gains;
  private final float[] squaredGains;
  private final float[] shifts;

  /**
   * @param layer from 1
   * @param maxRows most rows at a time
   */
  ConvolutionMoments(Architecture architecture, int layer, int maxRows) {
    this.layer = layer;
    Convolution convolution = architecture.convolution(layer);
    Pooling pooling = convolution.pooling();
    Shape below = architecture.shape(layer - 1);
    Shape sumShape = architecture.sums(layer);
    units = architecture.units(layer);
    channels = below.channels();
    inputSize = below.size();
    sumSize = sumShape.size();
    outputSize = architecture.width(layer);
    windows = Windows.of(convolution, below, sumShape);
    windowSize = windows.count() * architecture.weightRows(layer);
    pool = pooling == null ? null : new PoolMoments(pooling, sumShape);
    activatesSums = pooling == null || pooling.kind() != Pooling.Kind.MAX;
    activation = ActivationMoments.of(architecture.activation(layer));
    images = Math.max(1, Math.min(maxRows, BLOCK / Math.max(windowSize, sumSize)));
    input = new float[images * inputSize];
    windowMatrix = Matrix.zeros(1, images * windowSize);
    sums = Matrix.zeros(1, images * sumSize);
    means = new float[images * sumSize];
    variances = new float[means.length];
    pooledMeans = new float[images * outputSize];
    pooledVariances = new float[pooledMeans.length];
    gains = new float[means.length];
    squaredGains = new float[means.length];
    shifts = new float[means.length];
  }

  /**
   * Writes the moments of what the layer gives on, before its masks.
   *
   * @param squares of the layer's weights
   * @param below of what goes into the layer
   */
  void run(Network network, Matrix squares, UnitMoments below, int rows, UnitMoments above) {
    boolean normalised = readGains(network);
    for (int row = 0; row < rows; row += images) {
      int count = Math.min(images, rows - row);
      int size = count * sumSize;
      sum(below.means(), row, count, network.weights(layer - 1), means);
      sum(below.variances(), row, count, squares, variances);
      if (normalised) {
        Kernels.multiply(means, gains, size);
        Kernels.multiply(variances, squaredGains, size);
      }
      if (activatesSums) {
        activate(means, variances, size);
      }
      if (pool == null) {
        write(means, variances, row, count, above);
      } else {
        pool(count);
        write(pooledMeans, pooledVariances, row, count, above);
      }
    }
  }

  /** Returns whether the layer is normalised; else there are only shifts. */
  private boolean readGains(Network network) {
    network.bias(layer - 1).read(0, shifts, 0, units);
    Normalisation normalisation = network.normalisation(layer - 1);
    for (int unit = 0; normalisation != null && unit < units; unit++) {
      double gain = normalisation.gain(unit);
      gains[unit] = (float) gain;
      squaredGains[unit] = (float) (gain * gain);
      shifts[unit] = (float) (shifts[unit] - normalisation.mean().get(0, unit) * gain);
    }
    Kernels.repeat(gains, units, gains.length);
    Kernels.repeat(squaredGains, units, squaredGains.length);
    Kernels.repeat(shifts, units, shifts.length);
    return normalisation != null;
  }

  private void sum(Matrix values, int row, int count, Matrix weights, float[] target) {
    values.read(row * inputSize, input, 0, count * inputSize);
    for (int i = 0; i < count; i++) {
      windows.gather(input, i * inputSize, channels, windowMatrix, i * windowSize);
    }
    int rows = count * windows.count();
    Blas.multiplyPacked(rows, weights.rows(), units, windowMatrix, weights, sums);
    sums.read(0, target, 0, count * sumSize);
  }

  private void pool(int count) {
    for (int i = 0; i < count; i++) {
      int at = i * outputSize;
      pool.pool(means, variances, i * sumSize, pooledMeans, pooledVariances, at);
    }
    if (!activatesSums) {
      activate(pooledMeans, pooledVariances, count * outputSize);
    }
  }

  private void activate(float[] ofMeans, float[] ofVariances, int size) {
    Kernels.addBias(ofMeans, shifts, size);
    activation.apply(ofMeans, ofVariances, size);
  }

  private void write(float[] ofMeans, float[] ofVariances, int row, int count, UnitMoments above) {
    above.means().write(row * outputSize, ofMeans, 0, count * outputSize);
    above.variances().write(row * outputSize, ofVariances, 0, count * outputSize);
  }
}
