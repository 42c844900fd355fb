package org.dropoutdistillery.plots;

import java.util.Set;

/**
 * What a person chose about a chart over the steps of a run.
 *
 * @param logarithmic whether distances have a logarithmic axis
 * @param hidden curves that are left out
 * @param columns pixel columns that there are to draw into, at least 1: where more points than two
 *     fall into one, its lowest and highest stand for them
 * @param steps where the axis of steps ends at least
 */
public record ChartOptions(
    boolean logarithmic, Set<PredictorSeries> hidden, int columns, long steps) {
  /** All curves, all points, as far as the run came. */
  public static final ChartOptions ALL = new ChartOptions(true, Set.of(), Integer.MAX_VALUE, 0);

  public ChartOptions {
    hidden = Set.copyOf(hidden);
    if (columns < 1) {
      throw new IllegalArgumentException("columns: " + columns + ", expected at least 1");
    }
  }

  boolean shows(PredictorSeries series) {
    return !hidden.contains(series);
  }
}
