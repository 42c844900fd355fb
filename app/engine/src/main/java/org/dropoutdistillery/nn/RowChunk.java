package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.Masks;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Matrix;

/** Some neighbouring rows of a batch: how they come in, and what their logits cost. */
final class RowChunk {
  private final Network network;
  private final Loss loss;
  private final int first;
  private final int capacity;
  private final Matrix input;
  private final Matrix lastHidden;
  private final Matrix logits;
  private final Matrix delta;
  private final Matrix targets;
  private final float[] logitsBlock;
  private final float[] targetsBlock;
  private final float[] gradientBlock;

  RowChunk(Network network, Loss loss, int first, int capacity, TrainingArrays arrays) {
    this.network = network;
    this.loss = loss;
    this.first = first;
    this.capacity = capacity;
    int layers = network.architecture().layers();
    input = arrays.values()[0].rows(first, capacity);
    lastHidden = arrays.values()[layers - 1].rows(first, capacity);
    logits = arrays.values()[layers].rows(first, capacity);
    delta = arrays.deltas()[layers].rows(first, capacity);
    targets = arrays.targets().rows(first, capacity);
    logitsBlock = new float[logits.size()];
    targetsBlock = new float[logits.size()];
    gradientBlock = new float[logits.size()];
  }

  int first() {
    return first;
  }

  int capacity() {
    return capacity;
  }

  /** Fills in the rows, and masks the input. A last batch may leave the chunk partly empty. */
  void fill(TrainingStep step, TrainingLane lane, int worker) {
    int rows = step.rowsIn(first, capacity);
    if (rows == 0) {
      return;
    }
    step.source().fill(first, rows, input, targets, worker);
    var law = network.architecture().law(0);
    Masks masks = lane.masks(step, first);
    if (masks != null && !law.isIdentity()) {
      lane.loop().mask(input, input, rows, law, 0, masks);
    }
  }

  /** Computes logits and their gradient, and returns the sum of the losses of the rows. */
  double lossGradient(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(first, capacity);
    if (rows == 0) {
      return 0;
    }
    int layer = network.architecture().layers() - 1;
    Blas.multiply(rows, lastHidden, network.weights(layer), logits);
    lane.loop().addBias(logits, rows, network.bias(layer));
    int outputs = logits.columns();
    logits.read(0, logitsBlock, 0, rows * outputs);
    targets.read(0, targetsBlock, 0, rows * outputs);
    double sum =
        loss.gradient(
            logitsBlock, targetsBlock, gradientBlock, rows, outputs, 1.0 / step.dataRows());
    delta.write(0, gradientBlock, 0, rows * outputs);
    return sum;
  }
}
