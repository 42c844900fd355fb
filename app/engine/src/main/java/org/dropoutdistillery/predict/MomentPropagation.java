package org.dropoutdistillery.predict;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Workers;

/**
 * An approximation of the average over all masks without a single mask: means and variances of the
 * units go through the network, as if units were independent and sums normal ("fast dropout": Wang
 * and Manning, ICML 2013; METHODS.md, section 3.2). Only the variance of a law's factors counts.
 * About as dear as four random passes, six with tanh, or eight where most of the work is to pool
 * largest values.
 *
 * <p>Exact in mean and covariance of the logits where only linear layers follow the masks. Units
 * that share masks from below, or one factor with their neighbours in a feature map, are
 * correlated, which is ignored.
 */
public final class MomentPropagation implements Predictor {
  private static final int CHUNK_ROWS = 64;

  private final MomentReadout readout;
  private final long sampleKey;
  private final Workers workers;
  private final SquaredWeights squares;
  private final MomentPass[] passes;

  /**
   * Allocates for networks of the shape of {@code network}.
   *
   * @param readout of {@link #predict(Network, RowSource, BooleanSupplier)}
   * @param sampleKey key of a {@link org.dropoutdistillery.random.Stream}, for {@link
   *     MomentReadout#SAMPLED}; each row draws from its child of the row's id
   */
  public MomentPropagation(
      Network network, MomentReadout readout, long sampleKey, Workers workers) {
    this.readout = readout;
    this.sampleKey = sampleKey;
    this.workers = workers;
    squares = new SquaredWeights(network.architecture());
    passes = new MomentPass[workers.count()];
    Arrays.setAll(passes, worker -> new MomentPass(network.architecture(), CHUNK_ROWS));
  }

  @Override
  public Predictions predict(Network network, RowSource source, BooleanSupplier cancelled) {
    Map<MomentReadout, Predictions> all = predict(network, source, EnumSet.of(readout), cancelled);
    return all == null ? null : all.get(readout);
  }

  /**
   * Propagates once and reads the result in several ways.
   *
   * @return null if it was cancelled
   */
  public Map<MomentReadout, Predictions> predict(
      Network network, RowSource source, Set<MomentReadout> readouts, BooleanSupplier cancelled) {
    Cancellation gaveUp = new Cancellation(cancelled);
    int classes = network.architecture().outputs();
    Map<MomentReadout, Predictions> predictions = new EnumMap<>(MomentReadout.class);
    for (MomentReadout each : readouts) {
      int size = source.rows() * classes;
      predictions.put(
          each, new Predictions(source.rows(), classes, new double[size], new double[size]));
    }
    run(
        network,
        source,
        gaveUp,
        (pass, first, count) -> {
          pass.computeCovariances(network, count);
          predictions.forEach(
              (each, target) ->
                  readRows(each.create(classes, sampleKey), source, pass, first, count, target));
        });
    return gaveUp.getAsBoolean() ? null : predictions;
  }

  /**
   * Propagates and gives the mean and the variance of the outputs, as regression needs them.
   *
   * @return null if it was cancelled
   */
  public OutputMoments outputs(Network network, RowSource source, BooleanSupplier cancelled) {
    Cancellation gaveUp = new Cancellation(cancelled);
    int outputs = network.architecture().outputs();
    int size = source.rows() * outputs;
    OutputMoments moments =
        new OutputMoments(source.rows(), outputs, new double[size], new double[size]);
    run(
        network,
        source,
        gaveUp,
        (pass, first, count) -> {
          for (int i = 0; i < count * outputs; i++) {
            int target = first * outputs + i;
            moments.mean()[target] = pass.outputMeans().get(i / outputs, i % outputs);
            moments.variance()[target] = pass.outputVariances().get(i / outputs, i % outputs);
          }
        });
    return gaveUp.getAsBoolean() ? null : moments;
  }

  private static void readRows(
      RowReadout readout,
      RowSource source,
      MomentPass pass,
      int first,
      int count,
      Predictions target) {
    int classes = target.classes();
    double[] mean = new double[classes];
    double[] covariance = new double[classes * classes];
    for (int i = 0; i < count; i++) {
      pass.readOutput(i, mean, covariance);
      readout.read(source.ids()[first + i], mean, covariance, target, (first + i) * classes);
    }
  }

  private void run(Network network, RowSource source, BooleanSupplier cancelled, ChunkEnd end) {
    RowWidth.require(network.architecture(), source);
    squares.update(network);
    int chunks = (source.rows() + CHUNK_ROWS - 1) / CHUNK_ROWS;
    workers.run(
        chunks,
        (chunk, worker) -> {
          if (cancelled.getAsBoolean()) {
            return;
          }
          int first = chunk * CHUNK_ROWS;
          int count = Math.min(CHUNK_ROWS, source.rows() - first);
          MomentPass pass = passes[worker];
          source.read(first, count, pass.input());
          pass.run(network, squares, count);
          end.accept(pass, first, count);
        });
  }

  /** What is done with the moments of a chunk of rows. */
  private interface ChunkEnd {
    void accept(MomentPass pass, int first, int count);
  }
}
