package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/**
 * Gradient descent with Nesterov momentum μ: v ← μv + g, w ← w − η(g + μv) (Sutskever et al., ICML
 * 2013, in the form that PyTorch uses). μ = 0 is plain gradient descent. Weight decay adds λw to
 * the gradient g, as PyTorch does.
 */
public final class Sgd implements Optimizer {
  private double momentum;
  private double weightDecay;
  private float learningRate;

  /**
   * @param momentum in [0, 1)
   */
  public Sgd(double momentum) {
    setMomentum(momentum);
  }

  @Override
  public int stateSize() {
    return 1;
  }

  @Override
  public void setMomentum(double newMomentum) {
    momentum = Optimizer.requireRate("momentum", newMomentum);
  }

  @Override
  public void setWeightDecay(double newDecay) {
    weightDecay = Optimizer.requireDecay(newDecay);
  }

  @Override
  public void beginStep(long step, double rate) {
    learningRate = (float) rate;
  }

  @Override
  public void update(
      float[] weights, float[] gradients, float[][] state, int count, boolean decays) {
    if (decays && weightDecay > 0) {
      Kernels.addScaled(gradients, weights, (float) weightDecay, count);
    }
    step(weights, gradients, state[0], count, learningRate, (float) momentum);
  }

  private static void step(float[] w, float[] g, float[] v, int count, float rate, float mu) {
    for (int i = 0; i < count; i++) {
      float velocity = mu * v[i] + g[i];
      v[i] = velocity;
      w[i] -= rate * (g[i] + mu * velocity);
    }
  }
}
