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
  // Weights of a layer that a second-level cache no longer holds beside all else (512 KiB).
  private static final int LARGE_LAYER = 1 << 17;
  private static final int UNIT_BLOCKS = 4;
  private static final int SMALLEST_UNIT_BLOCK = 64;
  // 1 MiB of gradient stays in a near cache until the update has read it.
  private static final int BLOCK_WEIGHTS = 1 << 18;
  // Below that the products of a block take longer for each weight.
  private static final int SMALLEST_BLOCK_WEIGHTS = 1 << 15;
  private static final int LEAST_BLOCKS = 4;
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
  private final ImageStages images;
  private final List<Phase> gradientPhases;
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
    images = new ImageStages(network, chunks, arrays, step, lanes);
    ChunkStages stages = new ChunkStages(chunks.size());
    stages.add((chunk, worker) -> chunks.get(chunk).fill(step, lanes[worker], worker));
    images.addForward(stages);
    if (hasLargeLayer(network.architecture())) {
      shareUnits(stages);
    } else {
      shareRows(stages);
    }
    images.addBackward(stages);
    gradientPhases = stages.phases();
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
      int units = architecture.units(layer);
      largest = Math.max(largest, blockRows(architecture.weightRows(layer), units) * units);
    }
    return largest;
  }

  static int chunkRows(Architecture architecture, int batchRows) {
    long rows = Math.max(1, TaskGroups.TASK_FLOPS / (6 * architecture.productsPerRow()));
    // Images are many products of few rows: more chunks cost nothing and keep more workers busy.
    int count = architecture.isDense() ? CHUNKS : Convolution.CHUNKS;
    int even = (batchRows + count - 1) / count;
    int least = architecture.isDense() ? Math.max(even, SMALLEST_LARGE_CHUNK) : even;
    return (int) Math.min(batchRows, Math.max(rows, least));
  }

  private static boolean hasLargeLayer(Architecture architecture) {
    for (int layer = architecture.convolutions() + 1; layer < architecture.layers(); layer++) {
      if ((long) architecture.width(layer - 1) * architecture.width(layer) >= LARGE_LAYER) {
        return true;
      }
    }
    return false;
  }

  /** Chunks of rows go all the way forward and back: the fewest meetings of the workers. */
  private void shareRows(ChunkStages stages) {
    Architecture architecture = network.architecture();
    for (int layer = architecture.convolutions() + 1; layer < architecture.layers(); layer++) {
      List<ForwardPiece> pieces = new ArrayList<>();
      for (RowChunk chunk : chunks) {
        pieces.add(
            forwardPiece(layer, chunk.first(), chunk.capacity(), 0, architecture.width(layer)));
      }
      stages.add((chunk, worker) -> pieces.get(chunk).run(step, lanes[worker]));
    }
    stages.add(this::computeLoss);
    for (int layer = architecture.layers() - 1; layer >= firstReturned(); layer--) {
      List<BackwardPiece> pieces = new ArrayList<>();
      for (RowChunk chunk : chunks) {
        pieces.add(
            backwardPiece(layer, chunk.first(), chunk.capacity(), 0, architecture.width(layer)));
      }
      stages.add((chunk, worker) -> pieces.get(chunk).run(step, lanes[worker]));
    }
  }

  private void computeLoss(int chunk, int worker) {
    chunkLosses[chunk] = chunks.get(chunk).lossGradient(step, lanes[worker]);
  }

  /** Returns the first layer that a dense one sends gradients to. */
  private int firstReturned() {
    return Math.max(1, network.architecture().convolutions());
  }

  /** Each large weight is then read and packed by one worker only, for all rows. */
  private void shareUnits(ChunkStages stages) {
    Architecture architecture = network.architecture();
    for (int layer = architecture.convolutions() + 1; layer < architecture.layers(); layer++) {
      List<ForwardPiece> pieces = new ArrayList<>();
      int units = unitsOfBlock(layer, architecture.width(layer - 1));
      for (int first = 0; first < architecture.width(layer); first += units) {
        int count = Math.min(units, architecture.width(layer) - first);
        pieces.add(forwardPiece(layer, 0, batchRows, first, count));
      }
      stages.addPhase(
          new Phase(pieces.size(), (index, worker) -> pieces.get(index).run(step, lanes[worker])));
    }
    stages.add(this::computeLoss);
    for (int layer = architecture.layers() - 1; layer >= firstReturned(); layer--) {
      List<BackwardPiece> pieces = new ArrayList<>();
      boolean dense = architecture.convolution(layer) == null;
      int units = unitsOfBlock(layer, architecture.width(dense ? layer - 1 : layer + 1));
      for (int first = 0; first < architecture.width(layer); first += units) {
        int count = Math.min(units, architecture.width(layer) - first);
        pieces.add(backwardPiece(layer, 0, batchRows, first, count));
      }
      stages.addPhase(
          new Phase(pieces.size(), (index, worker) -> pieces.get(index).run(step, lanes[worker])));
    }
  }

  /**
   * @param products multiplications for each row and unit
   */
  private int unitsOfBlock(int layer, int products) {
    int width = network.architecture().width(layer);
    long flopsPerUnit = 2L * batchRows * products;
    long wanted = Math.max(width / UNIT_BLOCKS, TaskGroups.TASK_FLOPS / flopsPerUnit);
    long even = (wanted + SMALLEST_UNIT_BLOCK - 1) / SMALLEST_UNIT_BLOCK * SMALLEST_UNIT_BLOCK;
    return (int) Math.min(width, Math.max(SMALLEST_UNIT_BLOCK, even));
  }

  private ForwardPiece forwardPiece(int layer, int firstRow, int rows, int firstUnit, int units) {
    return new ForwardPiece(network, layer, firstRow, rows, firstUnit, units, arrays);
  }

  private BackwardPiece backwardPiece(int layer, int firstRow, int rows, int firstUnit, int units) {
    return new BackwardPiece(network, layer, firstRow, rows, firstUnit, units, arrays);
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
                gradient(layer, first, count),
                weights.rows(first, count),
                first == 0 ? network.bias(layer) : null,
                optimizerState.ofWeights(layer, first, count),
                first == 0 ? optimizerState.ofBias(layer) : null));
      }
    }
    return blocks;
  }

  private LayerGradient gradient(int layer, int firstRow, int rows) {
    if (layer < network.architecture().convolutions()) {
      return new ImageGradient(images.gradients(layer + 1), firstRow, rows);
    }
    ColumnBlock inputs = new ColumnBlock(arrays.values()[layer], firstRow, rows);
    return new DenseGradient(inputs, arrays.deltas()[layer + 1]);
  }

  /** Updates scales of normalised layers, and lets them remember the batch. */
  void finishNormalisation(Optimizer optimizer) {
    images.finishNormalisation(optimizer, optimizerState, lanes[0].scratch());
  }

  /** A layer that holds most weights of its network must not be one worker's work. */
  private static int blockRows(int rows, int columns) {
    long weights = (long) rows * columns;
    long needed = (weights + BLOCK_WEIGHTS - 1) / BLOCK_WEIGHTS;
    int count = (int) Math.max(needed, Math.min(LEAST_BLOCKS, weights / SMALLEST_BLOCK_WEIGHTS));
    return (rows + count - 1) / count;
  }
}
