package org.dropoutdistillery.nn;

/**
 * Turns gradients into new weights, element by element, in float32. Its state arrays belong to the
 * trainer; it keeps only what one step has in common.
 */
public interface Optimizer {
  /** Returns how many numbers it remembers for each weight. */
  int stateSize();

  /**
   * Prepares a step.
   *
   * @param step number of the step, from 0
   */
  void beginStep(long step, double learningRate);

  /**
   * Updates the first {@code count} weights and their state. Several threads may call it at once
   * for different weights.
   *
   * @param state {@code stateSize} arrays, zero before the first step
   */
  void update(float[] weights, float[] gradients, float[][] state, int count);
}
