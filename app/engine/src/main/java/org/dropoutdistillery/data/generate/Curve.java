package org.dropoutdistillery.data.generate;

import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;

/** Draws points near a curve. */
public final class Curve {
  /** Points lie between −HALF_WIDTH and HALF_WIDTH. */
  public static final double HALF_WIDTH = 3;

  private Curve() {}

  /**
   * Draws x uniformly from [−3, 3] and y = sin(2x), a little less than two periods, plus noise.
   *
   * @param rows number of points
   * @param noise standard deviation of the normal noise on y
   * @param seed of {@link Stream#DATA}
   */
  public static CurvePoints sine(int rows, double noise, long seed) {
    float[] x = new float[rows];
    float[] y = new float[rows];
    RandomSequence places = Draws.PLACES.sequence(seed);
    RandomSequence normal = Draws.NOISE.sequence(seed);
    for (int row = 0; row < rows; row++) {
      // The curve is taken at the number that is kept, so that points without noise lie on it.
      x[row] = (float) (HALF_WIDTH * (2 * places.nextDouble() - 1));
      y[row] = (float) (Math.sin(2 * x[row]) + noise * normal.nextGaussian());
    }
    return new CurvePoints(x, y);
  }
}
