package org.dropoutdistillery.nn;

/**
 * Gradient descent with Nesterov momentum μ: v ← μv + g, w ← w − η(g + μv) (Sutskever et al., ICML
 * 2013, in the form that PyTorch uses). μ = 0 is plain gradient descent.
 */
public final class Sgd implements Optimizer {
  private final float momentum;
  private float learningRate;

  /**
   * @param momentum in [0, 1)
   */
  public Sgd(double momentum) {
    this.momentum = (float) momentum;
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void beginStep(long step, double rate) {
    learningRate = (float) rate;
  }

  @Override
  public void update(float[] weights, float[] gradients, float[][] state, int count) {
    step(weights, gradients, state[0], count, learningRate, momentum);
  }

  private static void step(float[] w, float[] g, float[] v, int count, float rate, float mu) {
    for (int i = 0; i < count; i++) {
      float velocity = mu * v[i] + g[i];
      v[i] = velocity;
      w[i] -= rate * (g[i] + mu * velocity);
    }
  }
}
