package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * Optimisation steps of one network. Workers share the rows of the batch where rows come in and
 * where the loss is taken, the units of a layer on the way forward and back, and blocks of weights
 * for their gradients and updates. How all is cut depends on shapes alone, so the number of workers
 * never changes a bit. After construction nothing is allocated. One thread at a time.
 */
public final class Trainer {
  // A task should outlast the hand-over to another worker (1-2 µs) many times: about 10 µs.
  private static final long TASK_FLOPS = 1_000_000;
  private static final int SMALLEST_LARGE_CHUNK = 32;
  private static final int CHUNKS = 2;
  private static final int COLUMN_BLOCKS = 4;
  // A multiple of the even numbers that masks ask for, and of the widths of kernels.
  private static final int COLUMN_STEP = 64;
  // 1 MiB of gradient stays in a second-level cache until the update has read it.
  private static final int BLOCK_WEIGHTS = 1 << 18;

  private final Network network;
  private final Optimizer optimizer;
  private final Workers workers;
  private final int batchCapacity;
  private final TrainingStep step = new TrainingStep();
  private final TrainingLane[] lanes;
  private final List<RowChunk> chunks = new ArrayList<>();
  private final List<List<HiddenColumns>> hidden = new ArrayList<>();
  private final List<List<WeightBlock>> blockGroups = new ArrayList<>();
  private final double[] chunkLosses;
  private final List<Workers.Task> forwardTasks = new ArrayList<>();
  private final List<Workers.Task> backwardTasks = new ArrayList<>();
  private final Workers.Task fillTask = this::fillChunk;
  private final Workers.Task lossTask = this::lossOfChunk;
  private final Workers.Task blockTask = this::updateBlocks;
  private long steps;

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
    TrainingArrays arrays = TrainingArrays.allocate(architecture, batchCapacity);
    cutRows(loss, arrays);
    chunkLosses = new double[chunks.size()];
    for (int layer = 1; layer < architecture.layers(); layer++) {
      cutColumns(layer, arrays);
    }
    List<WeightBlock> blocks = weightBlocks(arrays);
    groupBlocks(blocks);
    int largestBlock = blocks.stream().mapToInt(WeightBlock::size).max().orElseThrow();
    lanes = new TrainingLane[workers.count()];
    for (int i = 0; i < lanes.length; i++) {
      WeightBlock.Scratch scratch =
          new WeightBlock.Scratch(architecture, largestBlock, optimizer.stateSize());
      lanes[i] = new TrainingLane(architecture, masks, scratch);
    }
  }

  private void cutRows(Supplier<Loss> loss, TrainingArrays arrays) {
    int chunkRows = chunkRows(network.architecture(), batchCapacity);
    for (int first = 0; first < batchCapacity; first += chunkRows) {
      int rows = Math.min(chunkRows, batchCapacity - first);
      chunks.add(new RowChunk(network, loss.get(), first, rows, arrays));
    }
  }

  static int chunkRows(Architecture architecture, int batchRows) {
    long flopsPerRow = 6 * architecture.weightCount();
    long rows = Math.max(1, TASK_FLOPS / flopsPerRow);
    int even = (batchRows + CHUNKS - 1) / CHUNKS;
    return (int) Math.min(batchRows, Math.max(rows, Math.max(even, SMALLEST_LARGE_CHUNK)));
  }

  private void cutColumns(int layer, TrainingArrays arrays) {
    List<HiddenColumns> blocks = new ArrayList<>();
    int width = network.architecture().width(layer);
    int columns = columnsPerBlock(layer);
    for (int first = 0; first < width; first += columns) {
      int count = Math.min(columns, width - first);
      blocks.add(new HiddenColumns(network, layer, first, count, arrays));
    }
    hidden.add(blocks);
    forwardTasks.add((index, worker) -> blocks.get(index).forward(step, lanes[worker]));
    backwardTasks.add((index, worker) -> blocks.get(index).backward(step, lanes[worker]));
  }

  private int columnsPerBlock(int layer) {
    int width = network.architecture().width(layer);
    long flopsPerColumn = 2L * batchCapacity * network.architecture().width(layer - 1);
    long columns = Math.max(width / COLUMN_BLOCKS, TASK_FLOPS / flopsPerColumn);
    return (int) Math.min(width, (columns + COLUMN_STEP - 1) / COLUMN_STEP * COLUMN_STEP);
  }

  private List<WeightBlock> weightBlocks(TrainingArrays arrays) {
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
                new ColumnBlock(arrays.values()[layer], first, blockRows),
                arrays.deltas()[layer + 1],
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
    step.begin(batch, rows, rowIds, steps);
    batch.beginStep(steps, rowIds);
    optimizer.beginStep(steps, learningRate);
    workers.run(chunks.size(), fillTask);
    for (int i = 0; i < hidden.size(); i++) {
      workers.run(hidden.get(i).size(), forwardTasks.get(i));
    }
    workers.run(chunks.size(), lossTask);
    for (int i = hidden.size() - 1; i >= 0; i--) {
      workers.run(hidden.get(i).size(), backwardTasks.get(i));
    }
    workers.run(blockGroups.size(), blockTask);
    steps++;
    double sum = 0;
    for (double loss : chunkLosses) {
      sum += loss;
    }
    return sum / rows;
  }

  private void fillChunk(int index, int worker) {
    chunks.get(index).fill(step, lanes[worker], worker);
  }

  private void lossOfChunk(int index, int worker) {
    chunkLosses[index] = chunks.get(index).lossGradient(step, lanes[worker]);
  }

  private void updateBlocks(int index, int worker) {
    List<WeightBlock> group = blockGroups.get(index);
    for (int i = 0; i < group.size(); i++) {
      group.get(i).update(step.rows(), lanes[worker].scratch());
    }
  }
}
