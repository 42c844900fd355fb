package org.dropoutdistillery.nn;

/**
 * Turns gradients into new weights, element by element, in float32. Its state arrays belong to the
 * trainer; it keeps only what one step has in common. What is set counts from the next step on.
 */
public interface Optimizer {
  /** Returns how many numbers it remembers for each weight. */
  int stateSize();

  /**
   * Sets how much of past gradients is kept from step to step.
   *
   * @param momentum in [0, 1)
   */
  void setMomentum(double momentum);

  /**
   * Sets the strength λ of weight decay; 0, its value at first, decays nothing.
   *
   * @param decay at least 0
   */
  void setWeightDecay(double decay);

  /**
   * Prepares an update, which follows.
   *
   * @param step number of the update, from 0
   */
  void beginStep(long step, double learningRate);

  /**
   * Updates the first {@code count} weights and their state. Several threads may call it at once
   * for different weights.
   *
   * @param gradients may be overwritten
   * @param state {@code stateSize} arrays, zero before the first step
   * @param decays whether weight decay acts on these weights
   */
  void update(float[] weights, float[] gradients, float[][] state, int count, boolean decays);

  /** Exchanges what all weights have in common from one step to the next. */
  default void exchange(String name, StateExchange exchange) {}

  /**
   * Returns the decay rate of a mean of past gradients.
   *
   * @throws IllegalArgumentException if it is outside [0, 1)
   */
  static double requireRate(String name, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(name + ": " + rate + ", expected a number in [0, 1)");
    }
    return rate;
  }

  /**
   * Returns the strength of weight decay.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  static double requireDecay(double decay) {
    if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weight decay: " + decay + ", expected a finite number from 0 up");
    }
    return decay;
  }
}
