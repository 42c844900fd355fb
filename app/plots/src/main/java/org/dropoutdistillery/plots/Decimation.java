package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.Interval;

/**
 * Thins a curve out to what a screen can show: of each column of pixels the lowest and the highest
 * point, both with the widest interval among all points there. Of the points beside what is shown
 * the nearest stay, so that lines go on to the edge.
 *
 * @param from first step that is shown
 * @param to last step that is shown
 * @param columns of pixels; {@link Integer#MAX_VALUE} keeps every point
 */
record Decimation(double from, double to, int columns) {

  /** Returns at most two points per column and one at each side, by step as they were. */
  List<CurvePoint> of(List<CurvePoint> points) {
    if (columns == Integer.MAX_VALUE) {
      return points;
    }
    List<CurvePoint> kept = new ArrayList<>();
    int first = firstFrom(points, from);
    if (first > 0) {
      kept.add(points.get(first - 1));
    }
    int i = first;
    while (i < points.size() && points.get(i).step() <= to) {
      int end = i + 1;
      while (end < points.size()
          && points.get(end).step() <= to
          && column(points.get(end)) == column(points.get(i))) {
        end++;
      }
      addColumn(points.subList(i, end), kept);
      i = end;
    }
    if (i < points.size()) {
      kept.add(points.get(i));
    }
    return kept;
  }

  private static int firstFrom(List<CurvePoint> points, double step) {
    int low = 0;
    int high = points.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (points.get(middle).step() < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long column(CurvePoint point) {
    double share = (point.step() - from) / (to - from);
    return Math.min(columns - 1L, (long) (share * columns));
  }

  private static void addColumn(List<CurvePoint> column, List<CurvePoint> kept) {
    if (column.size() == 1) {
      kept.add(column.get(0));
      return;
    }
    CurvePoint lowest = column.get(0);
    CurvePoint highest = lowest;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (CurvePoint point : column) {
      lowest = point.value() < lowest.value() ? point : lowest;
      highest = point.value() > highest.value() ? point : highest;
      low = Math.min(low, point.interval().low());
      high = Math.max(high, point.interval().high());
    }
    boolean falls = highest.step() < lowest.step();
    kept.add(widened(falls ? highest : lowest, low, high));
    if (highest.step() != lowest.step()) {
      kept.add(widened(falls ? lowest : highest, low, high));
    }
  }

  private static CurvePoint widened(CurvePoint point, double low, double high) {
    return new CurvePoint(point.step(), new Interval(point.value(), low, high));
  }
}
