package org.dropoutdistillery.desktop.session;

/** How the positions of the speed slider, from 0 to 1, mean steps per second. */
public final class Speed {
  private static final double SLOWEST = 1;
  private static final double FASTEST = 2000;

  private Speed() {}

  /**
   * Returns steps per second, on a logarithmic scale; infinite at 1.
   *
   * @param position in [0, 1]
   */
  public static double stepsPerSecond(double position) {
    return position >= 1
        ? Double.POSITIVE_INFINITY
        : SLOWEST * Math.pow(FASTEST / SLOWEST, Math.max(0, position));
  }
}
