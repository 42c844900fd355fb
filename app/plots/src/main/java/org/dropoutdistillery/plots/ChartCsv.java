package org.dropoutdistillery.plots;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.labels.XYToolTipGenerator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;

/** Writes the numbers that a chart draws. */
public final class ChartCsv {
  private ChartCsv() {}

  /**
   * Returns a table with a row for each point: the name of its curve, x, y, and the ends of its
   * interval (or of y ± its standard error), which are empty where it has none. Values are as they
   * were measured, also where an axis cannot show them.
   *
   * @param chart built with all points
   */
  public static String of(JFreeChart chart) {
    StringBuilder text = new StringBuilder("curve,x,y,low,high\n");
    XYPlot plot = chart.getXYPlot();
    for (int i = 0; i < plot.getDatasetCount(); i++) {
      XYDataset data = plot.getDataset(i);
      for (int series = 0; data != null && series < data.getSeriesCount(); series++) {
        for (int item = 0; item < data.getItemCount(series); item++) {
          XYToolTipGenerator known = plot.getRenderer(i).getToolTipGenerator(series, item);
          if (known instanceof PointTips tips) {
            double x = data.getXValue(series, item);
            append(text, data.getSeriesKey(series).toString(), x, tips.points().get(item));
          }
        }
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, double x, GapCurves.Point point) {
    text.append(quoted(name)).append(',').append(x).append(',').append(point.value());
    double low = point.divergence().low();
    double high = point.divergence().high();
    if (low < high) {
      text.append(',').append(low).append(',').append(high);
    } else {
      text.append(",,");
    }
    text.append('\n');
  }

  private static String quoted(String name) {
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }
}
