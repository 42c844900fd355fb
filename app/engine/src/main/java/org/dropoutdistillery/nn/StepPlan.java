package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * A training step cut into phases that follow each other, each of tasks that workers share. All
 * follows from shapes alone.
 */
final class StepPlan {
  private static final int CHUNKS = 2;
  private static final int SMALLEST_LARGE_CHUNK = 32;
  // Weights of a layer that a second-level cache no longer holds beside all else (1 MiB).
  private static final int LARGE_LAYER = 1 << 18;
  private static final int UNIT_BLOCKS = 4;
  private static final int SMALLEST_UNIT_BLOCK = 64;
  // 1 MiB of gradient stays in a second-level cache until the update has read it.
  private static final int BLOCK_WEIGHTS = 1 << 18;
  // To read a weight and its norm's square twice costs about as much as 30 within a product.
  private static final long FLOPS_OF_LIMIT = 30;

  /** Tasks that may run side by side. */
  record Phase(int tasks, Workers.Task task) {}

  private final Network network;
  private final int batchRows;
  private final TrainingArrays arrays;
  private final TrainingStep step;
  private final TrainingLane[] lanes;
  private final List<RowChunk> chunks = new ArrayList<>();
  private final List<Phase> gradientPhases = new ArrayList<>();
  private final double[] chunkLosses;
  private final OptimizerState optimizerState;
  private final Phase update;
  private final Phase limit;

  /**
   * @param batchRows most data rows of a step
   * @param lanes one for each worker; filled in by the caller before the first step
   */
  StepPlan(
      Network network,
      Supplier<Loss> loss,
      Optimizer optimizer,
      int batchRows,
      TrainingStep step,
      TrainingLane[] lanes) {
    this.network = network;
    this.batchRows = batchRows * step.rowsPerDataRow();
    this.step = step;
    this.lanes = lanes;
    arrays = TrainingArrays.allocate(network.architecture(), this.batchRows);
    addChunks(loss);
    chunkLosses = new double[chunks.size()];
    if (hasLargeLayer(network.architecture())) {
      shareUnits();
    } else {
      shareRows();
    }
    optimizerState = new OptimizerState(network, optimizer.stateSize());
    update = sharedWeights(optimizer);
    limit = sharedLimits();
  }

  private void addChunks(Supplier<Loss> loss) {
    int pairs = step.rowsPerDataRow();
    int rows = (chunkRows(network.architecture(), batchRows) + pairs - 1) / pairs * pairs;
    for (int first = 0; first < batchRows; first += rows) {
      int count = Math.min(rows, batchRows - first);
      chunks.add(new RowChunk(network, loss.get(), first, count, arrays));
    }
  }

  /** Returns the way from a batch to its loss and the gradient by what each product gave. */
  List<Phase> gradientPhases() {
    return gradientPhases;
  }

  /** Returns what turns these into gradients by weights, and updates the weights. */
  Phase update() {
    return update;
  }

  /** Returns what holds the incoming weights of hidden units to the step's largest norm. */
  Phase limit() {
    return limit;
  }

  /** Returns what the optimiser remembers for each weight. */
  OptimizerState optimizerState() {
    return optimizerState;
  }

  /** Returns the sum of the losses of the last step's rows. */
  double lossSum() {
    double sum = 0;
    for (double loss : chunkLosses) {
      sum += loss;
    }
    return sum;
  }

  /** Returns the most weights of a task's block. */
  static int largestBlock(Architecture architecture) {
    int largest = 0;
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      int width = architecture.width(layer);
      largest = Math.max(largest, blockRows(architecture.width(layer - 1), width) * width);
    }
    return largest;
  }

  static int chunkRows(Architecture architecture, int batchRows) {
    long flopsPerRow = 6 * architecture.weightCount();
    long rows = Math.max(1, TaskGroups.TASK_FLOPS / flopsPerRow);
    int even = (batchRows + CHUNKS - 1) / CHUNKS;
    return (int) Math.min(batchRows, Math.max(rows, Math.max(even, SMALLEST_LARGE_CHUNK)));
  }

  private static boolean hasLargeLayer(Architecture architecture) {
    for (int layer = 1; layer < architecture.layers(); layer++) {
      if ((long) architecture.width(layer - 1) * architecture.width(layer) >= LARGE_LAYER) {
        return true;
      }
    }
    return false;
  }

  /** Chunks of rows go all the way forward and back: the fewest meetings of the workers. */
  private void shareRows() {
    List<List<LayerPiece>> pieces = new ArrayList<>();
    for (RowChunk chunk : chunks) {
      List<LayerPiece> layers = new ArrayList<>();
      for (int layer = 1; layer < network.architecture().layers(); layer++) {
        int width = network.architecture().width(layer);
        layers.add(
            new LayerPiece(network, layer, chunk.first(), chunk.capacity(), 0, width, arrays));
      }
      pieces.add(layers);
    }
    gradientPhases.add(
        new Phase(
            chunks.size(), (index, worker) -> forwardAndBack(index, pieces.get(index), worker)));
  }

  private void forwardAndBack(int index, List<LayerPiece> layers, int worker) {
    TrainingLane lane = lanes[worker];
    chunks.get(index).fill(step, lane, worker);
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(step, lane);
    }
    chunkLosses[index] = chunks.get(index).lossGradient(step, lane);
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).backward(step, lane);
    }
  }

  /** Each large weight is then read and packed by one worker only, for all rows. */
  private void shareUnits() {
    List<List<LayerPiece>> layers = new ArrayList<>();
    for (int layer = 1; layer < network.architecture().layers(); layer++) {
      layers.add(unitBlocks(layer));
    }
    gradientPhases.add(
        new Phase(
            chunks.size(), (index, worker) -> chunks.get(index).fill(step, lanes[worker], worker)));
    for (List<LayerPiece> blocks : layers) {
      gradientPhases.add(
          new Phase(
              blocks.size(), (index, worker) -> blocks.get(index).forward(step, lanes[worker])));
    }
    gradientPhases.add(
        new Phase(
            chunks.size(),
            (index, worker) ->
                chunkLosses[index] = chunks.get(index).lossGradient(step, lanes[worker])));
    for (int i = layers.size() - 1; i >= 0; i--) {
      List<LayerPiece> blocks = layers.get(i);
      gradientPhases.add(
          new Phase(
              blocks.size(), (index, worker) -> blocks.get(index).backward(step, lanes[worker])));
    }
  }

  private List<LayerPiece> unitBlocks(int layer) {
    List<LayerPiece> blocks = new ArrayList<>();
    int width = network.architecture().width(layer);
    long flopsPerUnit = 2L * batchRows * network.architecture().width(layer - 1);
    long wanted = Math.max(width / UNIT_BLOCKS, TaskGroups.TASK_FLOPS / flopsPerUnit);
    long even = (wanted + SMALLEST_UNIT_BLOCK - 1) / SMALLEST_UNIT_BLOCK * SMALLEST_UNIT_BLOCK;
    int units = (int) Math.min(width, Math.max(SMALLEST_UNIT_BLOCK, even));
    for (int first = 0; first < width; first += units) {
      int count = Math.min(units, width - first);
      blocks.add(new LayerPiece(network, layer, 0, batchRows, first, count, arrays));
    }
    return blocks;
  }

  private Phase sharedWeights(Optimizer optimizer) {
    List<List<WeightBlock>> groups =
        TaskGroups.of(weightBlocks(optimizer), block -> 2L * batchRows * block.size());
    return new Phase(
        groups.size(),
        (index, worker) -> {
          List<WeightBlock> group = groups.get(index);
          for (int i = 0; i < group.size(); i++) {
            group.get(i).update(step.rows(), lanes[worker].scratch());
          }
        });
  }

  private Phase sharedLimits() {
    List<List<NormLimit>> groups =
        TaskGroups.of(NormLimit.ofHiddenUnits(network), limited -> FLOPS_OF_LIMIT * limited.size());
    return new Phase(
        groups.size(),
        (index, worker) -> {
          List<NormLimit> group = groups.get(index);
          for (int i = 0; i < group.size(); i++) {
            group.get(i).apply(step.maxNorm());
          }
        });
  }

  private List<WeightBlock> weightBlocks(Optimizer optimizer) {
    List<WeightBlock> blocks = new ArrayList<>();
    for (int layer = 0; layer < network.architecture().layers(); layer++) {
      Matrix weights = network.weights(layer);
      int rows = blockRows(weights.rows(), weights.columns());
      for (int first = 0; first < weights.rows(); first += rows) {
        int count = Math.min(rows, weights.rows() - first);
        blocks.add(
            new WeightBlock(
                layer,
                optimizer,
                new ColumnBlock(arrays.values()[layer], first, count),
                arrays.deltas()[layer + 1],
                weights.rows(first, count),
                first == 0 ? network.bias(layer) : null,
                optimizerState.ofWeights(layer, first, count),
                first == 0 ? optimizerState.ofBias(layer) : null));
      }
    }
    return blocks;
  }

  private static int blockRows(int rows, int columns) {
    int count = (int) (((long) rows * columns + BLOCK_WEIGHTS - 1) / BLOCK_WEIGHTS);
    return (rows + count - 1) / count;
  }
}
