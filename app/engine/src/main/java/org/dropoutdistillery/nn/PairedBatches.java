package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/** Gives every row of another source twice, one behind the other. */
final class PairedBatches implements BatchSource {
  private BatchSource source;

  /** Sets whose rows are doubled from the next step on. */
  PairedBatches of(BatchSource newSource) {
    source = newSource;
    return this;
  }

  @Override
  public void beginStep(long step, int[] rowIds) {
    source.beginStep(step, rowIds);
  }

  /** {@inheritDoc} {@code first} and {@code rows} are even numbers. */
  @Override
  public void fill(int first, int rows, Matrix inputs, Matrix targets, int worker) {
    source.fill(first / 2, rows / 2, inputs, targets, worker);
    // From the last on, so that none is overwritten before it has moved.
    for (int row = rows - 1; row > 0; row--) {
      inputs.copyRow(row / 2, row);
      targets.copyRow(row / 2, row);
    }
  }
}
