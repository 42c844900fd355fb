package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Leaves of the points of a curve as many as can be told apart: of those in one pixel column the
 * lowest and the highest. The first and the last stay.
 */
final class Decimation {
  private Decimation() {}

  /**
   * @param points by rising x
   * @param columns pixel columns over all x
   */
  static <P> List<P> of(List<P> points, ToDoubleFunction<P> x, ToDoubleFunction<P> y, int columns) {
    if (points.size() <= 2L * columns || points.size() < 3) {
      return points;
    }
    double first = x.applyAsDouble(points.get(0));
    double width = (x.applyAsDouble(points.get(points.size() - 1)) - first) / columns;
    List<P> kept = new ArrayList<>();
    int start = 0;
    while (start < points.size()) {
      double column = column(points.get(start), x, first, width);
      int end = start + 1;
      while (end < points.size() && column(points.get(end), x, first, width) == column) {
        end++;
      }
      keepExtremes(points, start, end, y, kept);
      start = end;
    }
    return kept;
  }

  private static <P> double column(P point, ToDoubleFunction<P> x, double first, double width) {
    return Math.floor((x.applyAsDouble(point) - first) / width);
  }

  private static <P> void keepExtremes(
      List<P> points, int start, int end, ToDoubleFunction<P> y, List<P> kept) {
    int lowest = start;
    int highest = start;
    for (int i = start + 1; i < end; i++) {
      double value = y.applyAsDouble(points.get(i));
      lowest = value < y.applyAsDouble(points.get(lowest)) ? i : lowest;
      highest = value >= y.applyAsDouble(points.get(highest)) ? i : highest;
    }
    int one = Math.min(lowest, highest);
    int other = Math.max(lowest, highest);
    if (start == 0 && one != 0) {
      kept.add(points.get(0));
    }
    kept.add(points.get(one));
    if (other != one) {
      kept.add(points.get(other));
    }
    if (end == points.size() && other != end - 1) {
      kept.add(points.get(end - 1));
    }
  }
}
