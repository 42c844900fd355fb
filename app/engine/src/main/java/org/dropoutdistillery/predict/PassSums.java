package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.tensor.Kernels;

/**
 * Sums over the passes of one block. Several threads may add at once, each to other rows; the
 * passes of a row must come in order.
 */
final class PassSums {
  private final int rows;
  private final int outputs;
  private final double[] sum;
  // Empty for a single pass, whose squares are those of its sums.
  private final double[] square;
  // Empty when values are averaged.
  private final double[] entropy;
  private final double[] log;

  PassSums(ReadOut readOut, int passes, int rows, int outputs) {
    this.rows = rows;
    this.outputs = outputs;
    boolean probabilities = readOut == ReadOut.PROBABILITIES;
    sum = new double[rows * outputs];
    square = new double[passes == 1 ? 0 : rows * outputs];
    entropy = new double[probabilities ? rows : 0];
    log = new double[probabilities ? rows * outputs : 0];
  }

  /**
   * Adds one row of one pass.
   *
   * @param z the row's outputs, from {@code firstZ} on
   * @param read [outputs]: what was added, from {@code firstRead} on
   */
  void add(int row, float[] z, int firstZ, double[] read, int firstRead) {
    if (entropy.length > 0) {
      addProbabilities(row, z, firstZ, read, firstRead);
    } else {
      for (int k = 0; k < outputs; k++) {
        read[firstRead + k] = z[firstZ + k];
      }
    }
    for (int k = 0; k < outputs; k++) {
      double value = read[firstRead + k];
      sum[row * outputs + k] += value;
      if (square.length > 0) {
        square[row * outputs + k] += value * value;
      }
    }
  }

  private double square(int i) {
    return square.length > 0 ? square[i] : sum[i] * sum[i];
  }

  private void addProbabilities(int row, float[] z, int firstZ, double[] p, int firstP) {
    double logNormaliser = Kernels.softmax(z, firstZ, p, firstP, outputs);
    double h = 0;
    for (int k = 0; k < outputs; k++) {
      double logP = z[firstZ + k] - logNormaliser;
      h -= p[firstP + k] * logP;
      log[row * outputs + k] += logP;
    }
    entropy[row] += h;
  }

  /** Returns the average, into which the sums of the blocks go: they become means. */
  static MonteCarloAverage average(PassSums[] blocks, int passesPerBlock) {
    int size = blocks[0].sum.length;
    int passes = blocks.length * passesPerBlock;
    double[] mean = new double[size];
    double[] variance = new double[size];
    for (int i = 0; i < size; i++) {
      double sum = 0;
      double square = 0;
      for (PassSums block : blocks) {
        sum += block.sum[i];
        square += block.square(i);
        block.sum[i] /= passesPerBlock;
      }
      mean[i] = sum / passes;
      variance[i] = passes < 2 ? 0 : Math.max(0, (square - sum * mean[i]) / (passes - 1));
    }
    double[] entropy = new double[blocks[0].entropy.length];
    double[] log = new double[blocks[0].log.length];
    for (PassSums block : blocks) {
      addShare(block.entropy, passes, entropy);
      addShare(block.log, passes, log);
    }
    return new MonteCarloAverage(
        blocks[0].rows,
        blocks[0].outputs,
        passesPerBlock,
        Arrays.stream(blocks).map(block -> block.sum).toArray(double[][]::new),
        mean,
        variance,
        entropy,
        log);
  }

  private static void addShare(double[] sums, int passes, double[] means) {
    for (int i = 0; i < means.length; i++) {
      means[i] += sums[i] / passes;
    }
  }
}
