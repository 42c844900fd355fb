package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/** Where the rows of a training step come from. */
public interface BatchSource {
  /**
   * Moves on to the batch of a step. Called once before its rows are filled in, by one thread.
   *
   * @param step number of the step, from 0
   * @param rowIds data-row ids of the batch; not copied
   */
  void beginStep(long step, int[] rowIds);

  /**
   * Writes some rows of the batch into the start of {@code inputs} and {@code targets}. Called from
   * several threads at once, each with other rows; what it writes must depend on the rows alone.
   *
   * @param first index in the batch of the first row to write
   * @param rows how many
   * @param inputs [at least rows, inputs]
   * @param targets [at least rows, outputs]
   * @param worker who calls, for scratch space
   */
  void fill(int first, int rows, Matrix inputs, Matrix targets, int worker);
}
