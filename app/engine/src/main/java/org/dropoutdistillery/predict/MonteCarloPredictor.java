package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Workers;

/**
 * The average of a teacher's predictions over T random masks, each row with masks of its own.
 * Passes stream by: sums are kept, single predictions are not. Everything before the first dropout
 * is computed once for each block of passes.
 */
public final class MonteCarloPredictor {
  private static final int CHUNK_ROWS = 64;

  private final Workers workers;
  private final Lane[] lanes;

  /**
   * @param network teacher whose architecture later predictions have
   * @param masks stream and seed of the masks
   */
  public MonteCarloPredictor(Network network, MaskSource masks, Workers workers) {
    this.workers = workers;
    lanes = new Lane[workers.count()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane(network, masks);
    }
  }

  /**
   * Averages passes {@code 0} to {@code blocks × passesPerBlock − 1}.
   *
   * @param blocks independent blocks of passes, for the jackknife
   * @param cancelled looked at between passes; once true, the rest is left out
   * @return null if it was cancelled
   */
  public MonteCarloAverage predict(
      Network network,
      RowSource source,
      int blocks,
      int passesPerBlock,
      BooleanSupplier cancelled) {
    if (blocks < 1 || passesPerBlock < 1) {
      throw new IllegalArgumentException(
          "%d blocks of %d passes, expected at least 1 of each".formatted(blocks, passesPerBlock));
    }
    Sums[] sums = new Sums[blocks];
    int classes = network.architecture().outputs();
    for (int i = 0; i < blocks; i++) {
      sums[i] = new Sums(source.rows(), classes);
    }
    int chunks = (source.rows() + CHUNK_ROWS - 1) / CHUNK_ROWS;
    workers.run(
        blocks * chunks,
        (task, worker) -> {
          int block = task / chunks;
          int first = task % chunks * CHUNK_ROWS;
          int count = Math.min(CHUNK_ROWS, source.rows() - first);
          lanes[worker].run(
              network,
              source,
              first,
              count,
              (long) block * passesPerBlock,
              passesPerBlock,
              sums[block],
              cancelled);
        });
    return cancelled.getAsBoolean() ? null : Sums.average(sums, passesPerBlock);
  }

  /** What one worker needs to send a chunk of rows through passes. */
  private static final class Lane {
    private final ForwardPass forward;
    private final RowMasks masks;
    private final float[] logits;
    private final double[] probabilities;

    Lane(Network network, MaskSource source) {
      forward = new ForwardPass(network.architecture(), CHUNK_ROWS);
      masks = new RowMasks(source);
      logits = new float[CHUNK_ROWS * network.architecture().outputs()];
      probabilities = new double[network.architecture().outputs()];
    }

    void run(
        Network network,
        RowSource source,
        int first,
        int count,
        long firstPass,
        int passes,
        Sums sums,
        BooleanSupplier cancelled) {
      source.read(first, count, forward.input());
      forward.preparePasses(network, count);
      for (long pass = firstPass; pass < firstPass + passes; pass++) {
        if (cancelled.getAsBoolean()) {
          return;
        }
        forward.runPass(network, count, masks.at(pass, source.ids(), first));
        forward.logits().read(0, logits, 0, count * probabilities.length);
        for (int i = 0; i < count; i++) {
          double logNormaliser =
              Kernels.softmax(
                  logits, i * probabilities.length, probabilities, 0, probabilities.length);
          sums.add(first + i, probabilities, logits, i * probabilities.length, logNormaliser);
        }
      }
    }
  }

  /** Sums over the passes of one block. */
  private static final class Sums {
    private final int rows;
    private final int classes;
    private final double[] probability;
    private final double[] square;
    private final double[] entropy;

    Sums(int rows, int classes) {
      this.rows = rows;
      this.classes = classes;
      probability = new double[rows * classes];
      square = new double[rows * classes];
      entropy = new double[rows];
    }

    void add(int row, double[] p, float[] logits, int firstLogit, double logNormaliser) {
      double h = 0;
      for (int k = 0; k < classes; k++) {
        probability[row * classes + k] += p[k];
        square[row * classes + k] += p[k] * p[k];
        h -= p[k] * (logits[firstLogit + k] - logNormaliser);
      }
      entropy[row] += h;
    }

    static MonteCarloAverage average(Sums[] blocks, int passesPerBlock) {
      int size = blocks[0].probability.length;
      int passes = blocks.length * passesPerBlock;
      double[][] blockMeans = new double[blocks.length][size];
      double[] mean = new double[size];
      double[] variance = new double[size];
      double[] entropy = new double[blocks[0].rows];
      for (int i = 0; i < size; i++) {
        double sum = 0;
        double square = 0;
        for (int b = 0; b < blocks.length; b++) {
          blockMeans[b][i] = blocks[b].probability[i] / passesPerBlock;
          sum += blocks[b].probability[i];
          square += blocks[b].square[i];
        }
        mean[i] = sum / passes;
        variance[i] = passes < 2 ? 0 : Math.max(0, (square - sum * mean[i]) / (passes - 1));
      }
      for (int row = 0; row < entropy.length; row++) {
        for (Sums block : blocks) {
          entropy[row] += block.entropy[row] / passes;
        }
      }
      return new MonteCarloAverage(
          blocks[0].rows, blocks[0].classes, passesPerBlock, blockMeans, mean, variance, entropy);
    }
  }
}
