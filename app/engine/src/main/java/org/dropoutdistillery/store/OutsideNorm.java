package org.dropoutdistillery.store;

/**
 * What normalises the maps of a layer in another program. Nobody writes into the arrays.
 *
 * @param name what stands before {@code .running_mean}
 * @param scale [maps], γ
 * @param shift [maps], β
 * @param mean [maps] remembered of batches
 * @param variance [maps] remembered of batches, from 0
 */
record OutsideNorm(String name, float[] scale, float[] shift, float[] mean, float[] variance) {
  int maps() {
    return mean.length;
  }

  /** Returns name and shape, for messages. */
  @Override
  public String toString() {
    return name + " [" + maps() + "]";
  }
}
