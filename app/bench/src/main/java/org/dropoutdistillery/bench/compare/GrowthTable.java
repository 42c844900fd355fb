package org.dropoutdistillery.bench.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.dropoutdistillery.bench.Growth;

/** How cost grows with the size of one thing, all else the same. */
final class GrowthTable {
  static final String KEY = "engine/growth/";
  static final String TOGETHER = "together";
  static final String ALONE = "alone";
  static final String MEMORY = "memory";

  /**
   * What was measured at one size.
   *
   * @param millis with two workers
   * @param millisAlone with one
   * @param mebibytes of memory
   */
  record Point(int size, double millis, double millisAlone, double mebibytes) {}

  private final Map<String, Series> series;

  GrowthTable(Map<String, Series> series) {
    this.series = series;
  }

  static String key(Growth growth, int size) {
    return KEY + growth.name().toLowerCase(Locale.ROOT) + "/" + size + "/";
  }

  /** Returns what was measured, sizes ascending; empty if nothing was. */
  List<Point> points(Growth growth) {
    return growth.sizes().stream()
        .map(size -> point(key(growth, size), size))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Point> point(String key, int size) {
    Series together = series.get(key + TOGETHER);
    Series alone = series.get(key + ALONE);
    Series memory = series.get(key + MEMORY);
    return together == null || alone == null || memory == null
        ? Optional.empty()
        : Optional.of(new Point(size, together.median(), alone.median(), memory.median()));
  }

  /**
   * Returns the slope of log time against log size: the power of the size that time grows with.
   *
   * @param points at least two
   */
  static double slope(List<Point> points) {
    SimpleRegression line = new SimpleRegression();
    points.forEach(point -> line.addData(Math.log(point.size()), Math.log(point.millis())));
    return line.getSlope();
  }

  /** Returns the slope of the three largest sizes, or of all if they are fewer. */
  static double slopeAtTheEnd(List<Point> points) {
    return slope(points.subList(Math.max(0, points.size() - 3), points.size()));
  }

  /** Returns a line of Markdown. */
  static String line(Growth growth, List<Point> points) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %.2f | %.2f | %s |",
        growth.text(),
        list(points, point -> Integer.toString(point.size())),
        list(points, point -> Series.number(point.millis())),
        list(points, point -> Series.number(point.millisAlone())),
        list(
            points,
            point -> String.format(Locale.ROOT, "%.2f", point.millisAlone() / point.millis())),
        slope(points),
        slopeAtTheEnd(points),
        list(points, point -> String.format(Locale.ROOT, "%.0f", point.mebibytes())));
  }

  private static String list(List<Point> points, Function<Point, String> text) {
    return points.stream().map(text).collect(Collectors.joining(", "));
  }
}
