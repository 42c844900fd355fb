package org.dropoutdistillery.predict;

/** Sees every random pass of an average, in order. */
@FunctionalInterface
public interface PassListener {
  /**
   * Called by the thread that asked for the average.
   *
   * @param pass number of the pass, from 0
   * @param outputs [rows, outputs], flattened: this pass's class probabilities or values; used
   *     again for later passes
   */
  void pass(long pass, double[] outputs);
}
