package org.dropoutdistillery.nn;

/** How the learning rate changes over a phase of training. */
public enum Schedule {
  /** The same rate at every step. */
  CONSTANT {
    @Override
    public double rate(double initial, long step, long steps) {
      return initial;
    }
  },
  /** Half a cosine from the initial rate down to 0 (Loshchilov and Hutter, ICLR 2017). */
  COSINE {
    @Override
    public double rate(double initial, long step, long steps) {
      return initial * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    }
  },
  /** The initial rate, and a fifth of it for the last 40 % of the steps. */
  STEP {
    @Override
    public double rate(double initial, long step, long steps) {
      return 5 * step < 3 * steps ? initial : 0.2 * initial;
    }
  };

  /**
   * Returns the learning rate of a step.
   *
   * @param step from 0
   * @param steps of the whole phase
   */
  public abstract double rate(double initial, long step, long steps);
}
