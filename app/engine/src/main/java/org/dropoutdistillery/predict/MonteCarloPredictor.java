package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.ThinnedPass;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * The average of a teacher's predictions over T random masks. Passes stream by: sums are kept,
 * single predictions are not, unless somebody listens. Everything before the first dropout is
 * computed once. One thread at a time.
 */
public final class MonteCarloPredictor {
  /** Most rows of which a thread does a pass at a time. */
  public static final int MOST_CHUNK_ROWS = 256;

  private static final int LEAST_CHUNK_ROWS = 16;
  private static final int WINDOW = 32;
  // Values before the first dropout that are kept at a time: 64 MiB.
  private static final int MOST_PREPARED = 1 << 24;

  private final MaskSource masks;
  private final ReadOut readOut;
  private final Workers workers;
  private final ForwardPass[] lanes;
  private final ThinnedPass[] thinnedLanes;
  // Kept from call to call, since storage outside the heap is given back late.
  private Matrix preparedValues;
  private volatile PassCount latest;

  /**
   * Returns how many values before the first dropout are kept at a time, at most.
   *
   * @param rows that are predicted
   * @param width values of a row there
   */
  public static double preparedValues(double rows, double width) {
    return Math.min(rows * width, Math.max(MOST_PREPARED, MOST_CHUNK_ROWS * width));
  }

  /** Averages class probabilities; see the general form. */
  public MonteCarloPredictor(Network network, MaskSource masks, Workers workers) {
    this(network, masks, ReadOut.PROBABILITIES, workers);
  }

  /**
   * @param network teacher whose layers later predictions have; its laws may change
   * @param masks stream and seed of the masks
   */
  public MonteCarloPredictor(Network network, MaskSource masks, ReadOut readOut, Workers workers) {
    this.masks = masks;
    this.readOut = readOut;
    this.workers = workers;
    lanes = new ForwardPass[workers.count()];
    thinnedLanes = new ThinnedPass[workers.count()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new ForwardPass(network.architecture(), MOST_CHUNK_ROWS);
    }
  }

  /**
   * Averages independent passes with a mask of its own for every row; see the general form.
   *
   * @return null if it was cancelled
   */
  public MonteCarloAverage predict(
      Network network,
      RowSource source,
      int blocks,
      int passesPerBlock,
      BooleanSupplier cancelled) {
    return predict(network, source, MonteCarloPlan.independent(blocks, passesPerBlock), cancelled);
  }

  /**
   * Averages passes {@code 0} to {@code plan.passes() − 1}.
   *
   * @param cancelled looked at between passes; once it was true, the rest is left out
   * @return null if it was cancelled
   */
  public MonteCarloAverage predict(
      Network network, RowSource source, MonteCarloPlan plan, BooleanSupplier cancelled) {
    Cancellation cancellation = new Cancellation(cancelled);
    PassSink sink = sink(plan, network, source, 0);
    latest = sink.count();
    runner(network, source, plan).run(0, plan.passes(), sink, cancellation);
    return cancellation.getAsBoolean() ? null : sink.average();
  }

  /** Returns how much of the latest average is done, in [0, 1]; any thread may ask. */
  public double share() {
    PassCount count = latest;
    return count == null ? 0 : count.share();
  }

  /**
   * Averages as without a listener, and lets it see every pass. Memory does not grow with their
   * number.
   *
   * @return null if it was cancelled; the listener then saw none or some of the first passes
   */
  public MonteCarloAverage predict(
      Network network,
      RowSource source,
      MonteCarloPlan plan,
      PassListener listener,
      BooleanSupplier cancelled) {
    Cancellation cancellation = new Cancellation(cancelled);
    PassSink sink = sink(plan, network, source, Math.min(WINDOW, plan.passes()));
    PassRunner runner = runner(network, source, plan);
    for (long first = 0; first < plan.passes(); first += WINDOW) {
      long end = Math.min(plan.passes(), first + WINDOW);
      sink.startWindow(first);
      runner.run(first, end, sink, cancellation);
      if (cancellation.getAsBoolean()) {
        return null;
      }
      for (long pass = first; pass < end; pass++) {
        listener.pass(pass, sink.kept(pass));
      }
    }
    return sink.average();
  }

  /**
   * Returns the class probabilities or values of a single pass, [rows, outputs].
   *
   * @param pass below {@code plan.passes()}
   */
  public double[] pass(Network network, RowSource source, MonteCarloPlan plan, int pass) {
    if (pass < 0 || pass >= plan.passes()) {
      throw new IllegalArgumentException(
          "pass %d, expected 0 to %d".formatted(pass, plan.passes() - 1));
    }
    PassSink sink = sink(plan, network, source, 1);
    sink.startWindow(pass);
    runner(network, source, plan).run(pass, pass + 1L, sink, () -> false);
    return sink.kept(pass);
  }

  private PassSink sink(MonteCarloPlan plan, Network network, RowSource source, int window) {
    int outputs = network.architecture().outputs();
    return new PassSink(plan, readOut, source.rows(), outputs, window, workers.count());
  }

  private PassRunner runner(Network network, RowSource source, MonteCarloPlan plan) {
    int rows = source.rows();
    boolean thins = plan.sharesAcross(rows) && ThinnedPass.serves(network.architecture());
    int chunkRows = chunkRows(rows, thins ? 1 : 4 / Math.min(plan.blocks(), 4));
    int width = lanes[0].prepared(network).columns();
    int groupRows = Math.max(1, MOST_PREPARED / width / chunkRows) * chunkRows;
    takeStorage(Math.min(groupRows, rows), width);
    return new GroupedRunner(
        rows,
        groupRows,
        (first, count) -> {
          PreparedRows group =
              new PreparedRows(network, source.ids(), first, count, preparedValues, chunkRows);
          group.prepare(source, lanes, workers);
          return thins
              ? new SharedMaskRunner(group, plan, masks, thinnedLanes(network), workers)
              : new RowMaskRunner(group, plan, masks, lanes, workers);
        });
  }

  private void takeStorage(int rows, int width) {
    if (preparedValues == null
        || preparedValues.rows() < rows
        || preparedValues.columns() != width) {
      preparedValues = Matrix.zeros(rows, width);
    }
  }

  private ThinnedPass[] thinnedLanes(Network network) {
    for (int i = 0; i < lanes.length; i++) {
      if (thinnedLanes[i] == null) {
        thinnedLanes[i] = new ThinnedPass(network.architecture(), MOST_CHUNK_ROWS);
      }
    }
    return thinnedLanes;
  }

  /**
   * Returns even chunks, as large as products like them.
   *
   * @param wanted chunks that there should be for several workers, if rows are enough
   */
  private static int chunkRows(int rows, int wanted) {
    int needed = (rows + MOST_CHUNK_ROWS - 1) / MOST_CHUNK_ROWS;
    int chunks = Math.max(1, Math.max(needed, Math.min(wanted, rows / LEAST_CHUNK_ROWS)));
    return Math.max(1, (rows + chunks - 1) / chunks);
  }
}
