package org.dropoutdistillery.predict;

import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Workers;

/**
 * One pass of a network without masks. For a teacher trained with (inverted) dropout this is
 * "standard dropout", weight scaling; a student predicts in the same way.
 */
public final class StandardPredictor {
  /** Rows that a thread predicts at a time. */
  public static final int CHUNK_ROWS = 64;

  private final Workers workers;
  private final ForwardPass[] passes;
  private final int classes;

  /** Allocates for networks of the architecture of {@code network}. */
  public StandardPredictor(Network network, Workers workers) {
    this.workers = workers;
    classes = network.architecture().outputs();
    passes = new ForwardPass[workers.count()];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = new ForwardPass(network.architecture().withoutDropout(), CHUNK_ROWS);
    }
  }

  /** Returns the class probabilities that {@code network} gives all rows of {@code source}. */
  public Predictions predict(Network network, RowSource source) {
    int rows = source.rows();
    double[] probabilities = new double[rows * classes];
    double[] logs = new double[rows * classes];
    run(
        network,
        source,
        (pass, first, count) -> readSoftmax(pass, first, count, probabilities, logs));
    return new Predictions(rows, classes, probabilities, logs);
  }

  /** Returns the outputs themselves, [rows, outputs], as regression needs them. */
  public double[] outputs(Network network, RowSource source) {
    double[] outputs = new double[source.rows() * classes];
    run(
        network,
        source,
        (pass, first, count) -> {
          for (int i = 0; i < count * classes; i++) {
            outputs[first * classes + i] = pass.logits().get(i / classes, i % classes);
          }
        });
    return outputs;
  }

  private interface ChunkReader {
    void read(ForwardPass pass, int first, int count);
  }

  private void run(Network network, RowSource source, ChunkReader reader) {
    int rows = source.rows();
    int chunks = (rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
    workers.run(
        chunks,
        (chunk, worker) -> {
          int first = chunk * CHUNK_ROWS;
          int count = Math.min(CHUNK_ROWS, rows - first);
          ForwardPass pass = passes[worker];
          source.read(first, count, pass.input());
          pass.runStandard(network, count);
          reader.read(pass, first, count);
        });
  }

  private void readSoftmax(
      ForwardPass pass, int first, int count, double[] probabilities, double[] logs) {
    float[] logits = new float[count * classes];
    pass.logits().read(0, logits, 0, logits.length);
    for (int i = 0; i < count; i++) {
      int target = (first + i) * classes;
      double logNormaliser = Kernels.softmax(logits, i * classes, probabilities, target, classes);
      for (int k = 0; k < classes; k++) {
        logs[target + k] = logits[i * classes + k] - logNormaliser;
      }
    }
  }
}
