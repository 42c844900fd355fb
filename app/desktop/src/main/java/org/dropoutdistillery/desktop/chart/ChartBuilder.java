package org.dropoutdistillery.desktop.chart;

import org.dropoutdistillery.plots.ChartOptions;
import org.dropoutdistillery.plots.Theme;
import org.jfree.chart.JFreeChart;

/** Makes a chart of numbers that do not change any more. Any thread may call it. */
@FunctionalInterface
public interface ChartBuilder {
  JFreeChart build(Theme theme, ChartOptions options);
}
