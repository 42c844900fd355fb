package org.dropoutdistillery.nn;

import java.util.Arrays;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * One thread's sums over the positions of a convolutional layer, unit by unit, and with them
 * normalisation by batches on the way forward and back (Ioffe and Szegedy, ICML 2015). Blocks are
 * added up in double.
 */
final class Normaliser {
  private final int units;
  private final BatchMoments batch;
  private final double[] mean;
  private final double[] variance;
  private final double[] squares;
  private final double[] biasGradient;
  private final double[] scaleGradient;
  private final float[] means;
  private final float[] factors;
  private final float[] values;
  private final Matrix ones;
  private final Matrix biasSums;
  private final float[] biasRow;

  /**
   * @param images most at a time
   * @param chunkRows most rows of a chunk
   */
  Normaliser(Architecture architecture, int layer, int images, int chunkRows) {
    units = architecture.units(layer);
    boolean normalised = architecture.isNormalised(layer);
    int size = normalised ? images * architecture.sums(layer).size() : units;
    batch = new BatchMoments(units);
    mean = new double[units];
    variance = new double[units];
    squares = new double[units];
    biasGradient = new double[units];
    scaleGradient = new double[units];
    means = new float[size];
    factors = new float[size];
    values = new float[size];
    int summed = images * architecture.sums(layer).positions();
    ones = Matrix.zeros(1, Math.max(summed, chunkRows * architecture.shape(layer).positions()));
    ones.fill(1);
    biasSums = Matrix.zeros(1, units);
    biasRow = new float[units];
  }

  /** Adds the moments of the sums that are worked on. */
  void addMoments(ImageLayer image, int images, BatchMoments chunk) {
    int size = images * image.sumSize();
    float[] sums = image.sumRows();
    int count = size / units;
    Arrays.fill(mean, 0);
    addUp(sums, size, mean);
    for (int unit = 0; unit < units; unit++) {
      mean[unit] /= count;
    }
    Arrays.fill(squares, 0);
    for (int i = 0; i < size; i += units) {
      for (int unit = 0; unit < units; unit++) {
        double difference = sums[i + unit] - mean[unit];
        squares[unit] += difference * difference;
      }
    }
    chunk.merge(count, mean, squares);
  }

  private void addUp(float[] rows, int size, double[] target) {
    for (int i = 0; i < size; i += units) {
      for (int unit = 0; unit < units; unit++) {
        target[unit] += rows[i + unit];
      }
    }
  }

  /** Makes the layer normalise by this batch, or by what is remembered. */
  void useAffine(ImageLayer image, Network network, TrainingStep step, LayerMoments moments) {
    if (!step.normalisesByBatch()) {
      image.useRemembered(network);
      image.readRemembered(network, mean, variance);
      return;
    }
    moments.readAll(batch);
    System.arraycopy(batch.mean(), 0, mean, 0, units);
    batch.readVariances(variance);
    image.useBatch(network, mean, variance);
  }

  /**
   * Adds the gradients by bias.
   *
   * @param deltas gradients by some sums, or by what pooling made of them, without gaps
   * @param size how many of them there are
   */
  void addBias(Matrix deltas, int size, ChunkGradients gradients) {
    Blas.sumRowsPacked(size / units, units, deltas, ones, biasSums);
    biasSums.read(0, biasRow, 0, units);
    for (int unit = 0; unit < units; unit++) {
      gradients.bias()[unit] += biasRow[unit];
    }
  }

  /**
   * Adds the gradients by bias and scale, given those by what normalisation gave.
   *
   * @param sums of all rows, before normalisation
   * @param first index of those that are worked on
   */
  void addGradients(
      ImageLayer image, int images, float[] sums, int first, ChunkGradients gradients) {
    int size = images * image.sumSize();
    addUp(image.sumRows(), size, gradients.bias());
    readNormalised(sums, first, size);
    Kernels.multiply(values, image.sumRows(), size);
    addUp(values, size, gradients.scale());
  }

  /** Leaves (sum − mean) / deviation of some sums in {@link #values}. */
  private void readNormalised(float[] sums, int first, int size) {
    for (int unit = 0; unit < units; unit++) {
      means[unit] = (float) mean[unit];
      factors[unit] = (float) (1 / Math.sqrt(variance[unit] + Normalisation.EPSILON));
    }
    Kernels.repeat(means, units, size);
    Kernels.repeat(factors, units, size);
    System.arraycopy(sums, first, values, 0, size);
    Kernels.subtract(values, means, size);
    Kernels.multiply(values, factors, size);
  }

  /** Takes what all rows add to the gradients by bias and scale. */
  void useGradients(TrainingStep step, LayerMoments moments) {
    if (!step.normalisesByBatch()) {
      Arrays.fill(biasGradient, 0);
      Arrays.fill(scaleGradient, 0);
      return;
    }
    moments.readGradients(biasGradient, scaleGradient);
    for (int unit = 0; unit < units; unit++) {
      biasGradient[unit] /= batch.count();
      scaleGradient[unit] /= batch.count();
    }
  }

  /**
   * Turns the gradients that are worked on into those by sums: means and variances of the batch
   * move with each of them.
   */
  void denormalise(ImageLayer image, int images, float[] sums, int first) {
    int size = images * image.sumSize();
    readNormalised(sums, first, size);
    for (int unit = 0; unit < units; unit++) {
      means[unit] = (float) biasGradient[unit];
      factors[unit] = (float) scaleGradient[unit];
    }
    Kernels.repeat(means, units, size);
    Kernels.repeat(factors, units, size);
    Kernels.multiply(values, factors, size);
    Kernels.subtract(image.sumRows(), means, size);
    Kernels.subtract(image.sumRows(), values, size);
    image.multiplyByGains(images);
  }
}
