package org.dropoutdistillery.plots;

import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What a person chose about a chart over the steps of a run.
 *
 * @param logarithmic whether distances have a logarithmic axis
 * @param hidden curves that are left out
 * @param columns pixel columns that there are to draw into, at least 1: where more points than two
 *     fall into one, its lowest and highest stand for them
 * @param coarse whether they do so for three columns together, a line and its soft edges: for
 *     charts that are drawn again and again
 * @param steps where the axis of steps ends at least
 * @param compact whether it is a small chart beside a legend: short title, and no names at the ends
 *     of its curves; for charts of quality
 * @param start gives a value of the recipe, by its key, as the run began; NaN where not known
 */
public record ChartOptions(
    boolean logarithmic,
    Set<PredictorSeries> hidden,
    int columns,
    boolean coarse,
    long steps,
    boolean compact,
    ToDoubleFunction<String> start) {
  /** All curves, all points, as far as the run came. */
  public static final ChartOptions ALL = new ChartOptions(true, Set.of(), Integer.MAX_VALUE, 0);

  /** Returns how many places there are along the steps, for two points each. */
  int places() {
    return coarse ? Math.max(1, columns / 3) : columns;
  }

  /** Makes options of a run of which it is not known how it began. */
  public ChartOptions(boolean logarithmic, Set<PredictorSeries> hidden, int columns, long steps) {
    this(logarithmic, hidden, columns, false, steps, false, key -> Double.NaN);
  }

  public ChartOptions {
    hidden = Set.copyOf(hidden);
    if (columns < 1) {
      throw new IllegalArgumentException("columns: " + columns + ", expected at least 1");
    }
  }

  /** Returns these options for a run that began with these values. */
  public ChartOptions withStart(ToDoubleFunction<String> other) {
    return new ChartOptions(logarithmic, hidden, columns, coarse, steps, compact, other);
  }

  public ChartOptions withCompact(boolean other) {
    return new ChartOptions(logarithmic, hidden, columns, coarse, steps, other, start);
  }

  public ChartOptions withCoarse(boolean other) {
    return new ChartOptions(logarithmic, hidden, columns, other, steps, compact, start);
  }

  /** Returns these options with an axis of steps that ends there at least. */
  ChartOptions withSteps(long atLeast) {
    return new ChartOptions(
        logarithmic, hidden, columns, coarse, Math.max(steps, atLeast), compact, start);
  }

  /** Returns these options with every point of every curve. */
  public ChartOptions withAllPoints() {
    return new ChartOptions(logarithmic, hidden, Integer.MAX_VALUE, false, steps, compact, start);
  }

  boolean shows(PredictorSeries series) {
    return !hidden.contains(series);
  }
}
