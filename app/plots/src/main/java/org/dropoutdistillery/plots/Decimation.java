package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.Interval;

/**
 * Leaves of the points of a curve as many as can be told apart: of those in one place the lowest
 * and the highest, which get the widest bounds of all there. The first and the last stay.
 */
final class Decimation {
  private Decimation() {}

  /**
   * @param points by rising steps
   * @param columns places over all steps
   */
  static List<GapCurves.Point> of(List<GapCurves.Point> points, int columns) {
    if (points.size() <= 2L * columns || points.size() < 3) {
      return points;
    }
    double first = points.get(0).step();
    double width = (points.get(points.size() - 1).step() - first) / columns;
    List<GapCurves.Point> kept = new ArrayList<>();
    int start = 0;
    while (start < points.size()) {
      long column = column(points.get(start), first, width, columns);
      int end = start + 1;
      while (end < points.size() && column(points.get(end), first, width, columns) == column) {
        end++;
      }
      boolean outer = start == 0 || end == points.size();
      keepExtremes(points.subList(start, end), outer, kept);
      start = end;
    }
    return kept;
  }

  private static long column(GapCurves.Point point, double first, double width, int columns) {
    return Math.min(columns - 1L, (long) ((point.step() - first) / width));
  }

  /**
   * @param outer whether the first and last of the column are kept too
   */
  private static void keepExtremes(
      List<GapCurves.Point> column, boolean outer, List<GapCurves.Point> kept) {
    int lowest = 0;
    int highest = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < column.size(); i++) {
      GapCurves.Point point = column.get(i);
      lowest = point.value() < column.get(lowest).value() ? i : lowest;
      highest = point.value() >= column.get(highest).value() ? i : highest;
      low = Math.min(low, point.divergence().low());
      high = Math.max(high, point.divergence().high());
    }
    for (int i = 0; i < column.size(); i++) {
      boolean end = outer && (i == 0 || i == column.size() - 1);
      if (i == lowest || i == highest || end) {
        double value = column.get(i).value();
        kept.add(new GapCurves.Point(column.get(i).step(), new Interval(value, low, high)));
      }
    }
  }
}
