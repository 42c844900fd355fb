package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Kernels;

/**
 * Adam (Kingma and Ba, ICLR 2015) with bias correction; ε stands outside the square root. Its
 * momentum is β₁. Weight decay is decoupled from gradients: w ← (1 − ηλ)w before the step
 * (Loshchilov and Hutter, ICLR 2019).
 */
public final class Adam implements Optimizer {
  private static final double EPSILON = 1e-8;

  private final double beta2;
  private double beta1;
  private double weightDecay;
  // Π β₁ of all updates: 1 minus it is what the weights of past gradients sum to, also after β₁
  // has changed.
  private double beta1Product;
  private float rate;
  private float epsilon;
  private float keptWeight;

  /**
   * @param beta1 decay of the mean of gradients, in [0, 1); 0.9 is usual
   * @param beta2 decay of the mean of their squares, in [0, 1); 0.999 is usual
   */
  public Adam(double beta1, double beta2) {
    setMomentum(beta1);
    this.beta2 = Optimizer.requireRate("beta2", beta2);
  }

  @Override
  public int stateSize() {
    return 2;
  }

  @Override
  public void setMomentum(double newMomentum) {
    beta1 = Optimizer.requireRate("momentum", newMomentum);
  }

  @Override
  public void setWeightDecay(double newDecay) {
    weightDecay = Optimizer.requireDecay(newDecay);
  }

  @Override
  public void beginStep(long step, double learningRate) {
    beta1Product = step == 0 ? beta1 : beta1Product * beta1;
    // η m̂ / (√v̂ + ε) with both corrections moved into two scalars.
    double correction = Math.sqrt(1 - Math.pow(beta2, step + 1.0));
    rate = (float) (learningRate * correction / (1 - beta1Product));
    epsilon = (float) (EPSILON * correction);
    keptWeight = (float) (1 - learningRate * weightDecay);
  }

  @Override
  public void update(
      float[] weights, float[] gradients, float[][] state, int count, boolean decays) {
    if (decays && weightDecay > 0) {
      Kernels.scale(weights, keptWeight, count);
    }
    step(weights, gradients, state[0], state[1], count, (float) beta1, (float) beta2);
  }

  @Override
  public void exchange(String name, StateExchange exchange) {
    beta1Product = exchange.number(name + ".beta1Product", beta1Product, 0, 1);
  }

  private void step(float[] w, float[] g, float[] m, float[] v, int count, float b1, float b2) {
    float eta = rate;
    float eps = epsilon;
    for (int i = 0; i < count; i++) {
      float mean = b1 * m[i] + (1 - b1) * g[i];
      float square = b2 * v[i] + (1 - b2) * g[i] * g[i];
      m[i] = mean;
      v[i] = square;
      w[i] -= eta * mean / ((float) Math.sqrt(square) + eps);
    }
  }
}
