package org.dropoutdistillery.nn;

/** Puts each gradient where its weight was, so that a step leaves the gradient in the network. */
final class GradientCapture implements Optimizer {
  @Override
  public int stateSize() {
    return 0;
  }

  @Override
  public void setMomentum(double momentum) {}

  @Override
  public void setWeightDecay(double decay) {}

  @Override
  public void beginStep(long step, double learningRate) {}

  @Override
  public void update(
      float[] weights, float[] gradients, float[][] state, int count, boolean decays) {
    System.arraycopy(gradients, 0, weights, 0, count);
  }
}
