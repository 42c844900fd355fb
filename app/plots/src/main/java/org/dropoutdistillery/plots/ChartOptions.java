package org.dropoutdistillery.plots;

import java.util.Set;
import org.jfree.chart.plot.XYPlot;

/**
 * What a person chose about a chart, and what its screen asks for.
 *
 * @param logarithmic whether values stand on a logarithmic axis, where the chart can have one
 * @param hidden curves that are left out
 * @param columns pixels in width, beyond which points are thinned out; {@link Integer#MAX_VALUE}
 *     keeps every point
 * @param zoom the part that is shown; null for all
 */
public record ChartOptions(
    boolean logarithmic, Set<PredictorSeries> hidden, int columns, Zoom zoom) {
  /** Every point of every curve, on a logarithmic axis. */
  public static final ChartOptions LOGARITHMIC =
      new ChartOptions(true, Set.of(), Integer.MAX_VALUE, null);

  /** Every point of every curve. */
  public static final ChartOptions LINEAR =
      new ChartOptions(false, Set.of(), Integer.MAX_VALUE, null);

  /**
   * @throws IllegalArgumentException if there is no column
   */
  public ChartOptions {
    hidden = Set.copyOf(hidden);
    if (columns < 1) {
      throw new IllegalArgumentException("columns: " + columns + ", expected at least 1");
    }
  }

  /** Returns whether this curve is drawn. */
  public boolean shows(PredictorSeries series) {
    return !hidden.contains(series);
  }

  public ChartOptions withLogarithmic(boolean other) {
    return new ChartOptions(other, hidden, columns, zoom);
  }

  public ChartOptions withHidden(Set<PredictorSeries> others) {
    return new ChartOptions(logarithmic, others, columns, zoom);
  }

  public ChartOptions withColumns(int other) {
    return new ChartOptions(logarithmic, hidden, other, zoom);
  }

  /**
   * @param other null for all
   */
  public ChartOptions withZoom(Zoom other) {
    return new ChartOptions(logarithmic, hidden, columns, other);
  }

  /** Shows the part of a plot that was zoomed into. */
  void zoom(XYPlot plot) {
    if (zoom != null) {
      zoom.apply(plot);
    }
  }
}
