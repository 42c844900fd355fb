package org.dropoutdistillery.nn;

/** Adam (Kingma and Ba, ICLR 2015) with bias correction; ε stands outside the square root. */
public final class Adam implements Optimizer {
  private static final double EPSILON = 1e-8;

  private final double beta1;
  private final double beta2;
  private float rate;
  private float epsilon;

  /**
   * @param beta1 decay of the mean of gradients, in [0, 1); 0.9 is usual
   * @param beta2 decay of the mean of their squares, in [0, 1); 0.999 is usual
   */
  public Adam(double beta1, double beta2) {
    this.beta1 = beta1;
    this.beta2 = beta2;
  }

  @Override
  public int stateSize() {
    return 2;
  }

  @Override
  public void beginStep(long step, double learningRate) {
    // η m̂ / (√v̂ + ε) with both corrections moved into two scalars.
    double correction = Math.sqrt(1 - Math.pow(beta2, step + 1.0));
    rate = (float) (learningRate * correction / (1 - Math.pow(beta1, step + 1.0)));
    epsilon = (float) (EPSILON * correction);
  }

  @Override
  public void update(float[] weights, float[] gradients, float[][] state, int count) {
    step(weights, gradients, state[0], state[1], count, (float) beta1, (float) beta2);
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
