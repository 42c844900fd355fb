package org.dropoutdistillery.plots;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/** Writes the numbers that a chart draws. */
public final class ChartCsv {
  private ChartCsv() {}

  /**
   * Returns a table with a row for each point: the name of its curve, x, y, and the ends of its
   * interval, which are empty where it has none.
   */
  public static String of(JFreeChart chart) {
    StringBuilder text = new StringBuilder("curve,x,y,low,high\n");
    XYPlot plot = chart.getXYPlot();
    for (int i = 0; i < plot.getDatasetCount(); i++) {
      XYDataset data = plot.getDataset(i);
      for (int series = 0; data != null && series < data.getSeriesCount(); series++) {
        for (int item = 0; item < data.getItemCount(series); item++) {
          append(text, data, series, item);
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, XYDataset data, int series, int item) {
    text.append(quoted(data.getSeriesKey(series).toString()))
        .append(',')
        .append(data.getXValue(series, item))
        .append(',')
        .append(data.getYValue(series, item));
    if (ends(data, series, item)) {
      IntervalXYDataset intervals = (IntervalXYDataset) data;
      text.append(',')
          .append(intervals.getStartYValue(series, item))
          .append(',')
          .append(intervals.getEndYValue(series, item));
    } else {
      text.append(",,");
    }
    text.append('\n');
  }

  /** Plain series are intervals to the library, too, but without a height. */
  private static boolean ends(XYDataset data, int series, int item) {
    return data instanceof IntervalXYDataset intervals
        && intervals.getStartYValue(series, item) < intervals.getEndYValue(series, item);
  }

  private static String quoted(String name) {
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }
}
