package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * Optimisation steps of one network. A step has two parallel halves: chunks of rows go forward and
 * back, then blocks of weights take their gradient over all rows and their update. How rows and
 * weights are cut depends on shapes alone, so the number of workers never changes a bit. After
 * construction nothing is allocated. One thread at a time.
 */
public final class Trainer {
  // A task should outlast the hand-over to another worker (1-2 µs) many times: about 10 µs.
  private static final long TASK_FLOPS = 1_000_000;
  // Products of fewer rows lose more by packing the weights than they gain by being shared.
  private static final int SMALLEST_LARGE_CHUNK = 32;
  private static final int CHUNKS = 2;
  // 1 MiB of gradient stays in a second-level cache until the update has read it.
  private static final int BLOCK_WEIGHTS = 1 << 18;

  private final Network network;
  private final Optimizer optimizer;
  private final Workers workers;
  private final List<TrainingChunk> chunks = new ArrayList<>();
  private final List<List<WeightBlock>> blockGroups = new ArrayList<>();
  private final WeightBlock.Scratch[] scratch;
  private final double[] chunkLosses;
  private final Workers.Task chunkTask = this::runChunk;
  private final Workers.Task blockTask = this::runBlocks;
  private final int batchCapacity;
  private long steps;

  private BatchSource source;
  private int batchRows;
  private int[] batchRowIds;

  /**
   * @param network changed in place by each step
   * @param loss called once for each chunk of rows, since a loss serves one thread
   * @param batchCapacity most rows of a step
   * @param masks where masks come from; null trains without masks
   */
  public Trainer(
      Network network,
      Supplier<Loss> loss,
      Optimizer optimizer,
      int batchCapacity,
      MaskSource masks,
      Workers workers) {
    this.network = network;
    this.optimizer = optimizer;
    this.workers = workers;
    this.batchCapacity = batchCapacity;
    Architecture architecture = network.architecture();
    Matrix[] values = ForwardPass.allocate(architecture, batchCapacity);
    Matrix[] deltas = ForwardPass.allocate(architecture, batchCapacity);
    deltas[0] = null;
    Matrix targets = Matrix.zeros(batchCapacity, architecture.outputs());
    int chunkRows = chunkRows(architecture, batchCapacity);
    for (int first = 0; first < batchCapacity; first += chunkRows) {
      int rows = Math.min(chunkRows, batchCapacity - first);
      chunks.add(
          new TrainingChunk(network, loss.get(), first, rows, values, deltas, targets, masks));
    }
    chunkLosses = new double[chunks.size()];
    List<WeightBlock> blocks = weightBlocks(values, deltas);
    groupBlocks(blocks);
    int largestBlock = blocks.stream().mapToInt(WeightBlock::size).max().orElseThrow();
    scratch = new WeightBlock.Scratch[workers.count()];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new WeightBlock.Scratch(architecture, largestBlock, optimizer.stateSize());
    }
  }

  static int chunkRows(Architecture architecture, int batchRows) {
    long flopsPerRow = 6 * architecture.weightCount();
    long rows = Math.max(1, TASK_FLOPS / flopsPerRow);
    int even = (batchRows + CHUNKS - 1) / CHUNKS;
    return (int) Math.min(batchRows, Math.max(rows, Math.max(even, SMALLEST_LARGE_CHUNK)));
  }

  private List<WeightBlock> weightBlocks(Matrix[] values, Matrix[] deltas) {
    List<WeightBlock> blocks = new ArrayList<>();
    for (int layer = 0; layer < network.architecture().layers(); layer++) {
      Matrix weights = network.weights(layer);
      int count = (weights.size() + BLOCK_WEIGHTS - 1) / BLOCK_WEIGHTS;
      int rows = (weights.rows() + count - 1) / count;
      for (int first = 0; first < weights.rows(); first += rows) {
        int blockRows = Math.min(rows, weights.rows() - first);
        blocks.add(
            new WeightBlock(
                layer,
                optimizer,
                new ColumnBlock(values[layer], first, blockRows),
                deltas[layer + 1],
                weights.rows(first, blockRows),
                first == 0 ? network.bias(layer) : null));
      }
    }
    return blocks;
  }

  private void groupBlocks(List<WeightBlock> blocks) {
    List<WeightBlock> group = new ArrayList<>();
    long flops = 0;
    for (WeightBlock block : blocks) {
      group.add(block);
      flops += 2L * batchCapacity * block.size();
      if (flops >= TASK_FLOPS) {
        blockGroups.add(List.copyOf(group));
        group.clear();
        flops = 0;
      }
    }
    if (!group.isEmpty()) {
      blockGroups.add(List.copyOf(group));
    }
  }

  /** Returns how many steps were done. */
  public long steps() {
    return steps;
  }

  /**
   * Does one step and returns the mean loss of its rows before the update, in nats.
   *
   * @param rows of this batch, at most the capacity
   * @param batch fills in inputs and targets
   * @param rowIds data-row ids of the batch, at least {@code rows}: the masks' addresses, together
   *     with the number of this step as their pass; not copied
   */
  public double step(int rows, BatchSource batch, int[] rowIds, double learningRate) {
    if (rows < 1 || rows > batchCapacity) {
      throw new IllegalArgumentException(
          "batch of %d rows, expected 1 to %d".formatted(rows, batchCapacity));
    }
    source = batch;
    batchRows = rows;
    batchRowIds = rowIds;
    batch.beginStep(steps, rowIds);
    optimizer.beginStep(steps, learningRate);
    workers.run(chunkLosses.length, chunkTask);
    workers.run(blockGroups.size(), blockTask);
    steps++;
    double sum = 0;
    for (double loss : chunkLosses) {
      sum += loss;
    }
    return sum / rows;
  }

  private void runChunk(int index, int worker) {
    chunkLosses[index] = chunks.get(index).run(batchRows, source, steps, batchRowIds, worker);
  }

  private void runBlocks(int index, int worker) {
    List<WeightBlock> group = blockGroups.get(index);
    for (int i = 0; i < group.size(); i++) {
      group.get(i).update(batchRows, scratch[worker]);
    }
  }
}
