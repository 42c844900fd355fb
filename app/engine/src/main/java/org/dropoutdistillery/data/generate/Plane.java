package org.dropoutdistillery.data.generate;

import java.util.stream.IntStream;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;

/**
 * Draws points of the plane in classes of equal size (the first ones one larger where rows cannot
 * be shared out). The noise is normal, of the given standard deviation in each coordinate. The seed
 * is one of {@link Stream#DATA}.
 */
public final class Plane {
  private static final double INNER_RADIUS = 0.5;
  private static final double SPIRAL_TURNS = 1.25;
  private static final double SPIRAL_START = 0.1;

  private Plane() {}

  /**
   * Draws two half circles that reach into each other, as scikit-learn's make_moons: class 0 on the
   * upper half of the unit circle, class 1 on the lower half of one around (1, 0.5); evenly spaced
   * on both, ends included; the odd row goes to class 1.
   */
  public static PlanePoints moons(int rows, double noise, long seed) {
    int[] counts = {rows / 2, rows - rows / 2};
    return points(
        counts,
        noise,
        seed,
        (k, i, places) -> {
          double angle = counts[k] == 1 ? 0 : Math.PI * i / (counts[k] - 1);
          double x = Math.cos(angle);
          double y = Math.sin(angle);
          return k == 0 ? new Point(x, y) : new Point(1 - x, 0.5 - y);
        });
  }

  /**
   * Draws two circles around the origin, as scikit-learn's make_circles: class 0 on that of radius
   * 1, class 1 on that of radius 0.5 (scikit-learn: 0.8 unless told); evenly spaced; the odd row
   * goes to class 1.
   */
  public static PlanePoints circles(int rows, double noise, long seed) {
    int[] counts = {rows / 2, rows - rows / 2};
    return points(
        counts,
        noise,
        seed,
        (k, i, places) -> Point.polar(k == 0 ? 1 : INNER_RADIUS, 2 * Math.PI * i / counts[k]));
  }

  /**
   * Draws Archimedean spirals around the origin, one a class, from radius 0.1 out to 1 in one and a
   * quarter turns, each turned by the same angle against the one before; evenly spaced in the
   * angle.
   *
   * @param arms number of classes, at least 2
   */
  public static PlanePoints spirals(int rows, int arms, double noise, long seed) {
    int[] counts = shared(rows, arms);
    return points(
        counts,
        noise,
        seed,
        (k, i, places) -> {
          double share = counts[k] == 1 ? 0 : (double) i / (counts[k] - 1);
          double radius = SPIRAL_START + (1 - SPIRAL_START) * share;
          return Point.polar(radius, 2 * Math.PI * (SPIRAL_TURNS * share + (double) k / arms));
        });
  }

  /**
   * Draws normal clouds around centres that are evenly spaced on the unit circle, the first at (1,
   * 0). Unlike scikit-learn's make_blobs the centres are not drawn, so that the noise alone, the
   * standard deviation of each cloud, says how hard the problem is.
   *
   * @param clouds number of classes, at least 2
   */
  public static PlanePoints blobs(int rows, int clouds, double noise, long seed) {
    return points(
        shared(rows, clouds),
        noise,
        seed,
        (k, i, places) -> Point.polar(1, 2 * Math.PI * k / clouds));
  }

  /**
   * Draws points uniformly from the square [−1, 1]², of class 0 where both coordinates have the
   * same sign and of class 1 where they have not; noise moves them afterwards.
   */
  public static PlanePoints xor(int rows, double noise, long seed) {
    return points(
        shared(rows, 2),
        noise,
        seed,
        (k, i, places) -> {
          double x = 2 * places.nextDouble() - 1;
          double size = places.nextDouble();
          boolean positive = x >= 0 == (k == 0);
          return new Point(x, positive ? size : -size);
        });
  }

  /** A place without noise. */
  private record Point(double x, double y) {
    static Point polar(double radius, double angle) {
      return new Point(radius * Math.cos(angle), radius * Math.sin(angle));
    }
  }

  private interface Law {
    Point place(int label, int index, RandomSequence places);
  }

  private static int[] shared(int rows, int classes) {
    return IntStream.range(0, classes)
        .map(k -> rows / classes + (k < rows % classes ? 1 : 0))
        .toArray();
  }

  private static PlanePoints points(int[] counts, double noise, long seed, Law law) {
    int rows = IntStream.of(counts).sum();
    int[] order = IntStream.range(0, rows).toArray();
    Draws.ORDER.sequence(seed).shuffle(order);
    RandomSequence normal = Draws.NOISE.sequence(seed);
    RandomSequence places = Draws.PLACES.sequence(seed);
    float[] values = new float[2 * rows];
    int[] labels = new int[rows];
    int next = 0;
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < counts[k]; i++) {
        int row = order[next++];
        Point point = law.place(k, i, places);
        values[2 * row] = (float) (point.x() + noise * normal.nextGaussian());
        values[2 * row + 1] = (float) (point.y() + noise * normal.nextGaussian());
        labels[row] = k;
      }
    }
    return new PlanePoints(values, labels, counts.length);
  }
}
