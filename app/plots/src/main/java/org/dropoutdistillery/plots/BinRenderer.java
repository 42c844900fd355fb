package org.dropoutdistillery.plots;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.Reliability;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;

/** Draws the bins of a reliability diagram as dots, the larger the more rows they hold. */
final class BinRenderer extends XYLineAndShapeRenderer {
  private static final double SMALLEST = 1.8;
  private static final double LARGEST = 5.5;

  private final transient Theme theme;
  private final transient List<int[]> counts = new ArrayList<>();

  BinRenderer(Theme theme) {
    super(true, true);
    this.theme = theme;
    setDrawSeriesLineAsPath(true);
  }

  /** Styles the next series, which has a point for each bin that is not empty. */
  void add(PredictorSeries predictor, Reliability reliability) {
    int series = counts.size();
    counts.add(
        reliability.bins().stream().mapToInt(Reliability.Bin::count).filter(n -> n > 0).toArray());
    setSeriesPaint(series, predictor.color(theme.palette()));
    setSeriesStroke(series, theme.line(1.6));
  }

  /** The area grows with the count, so that the bins that decide the measure stand out. */
  @Override
  public Shape getItemShape(int series, int item) {
    int largest = 1;
    for (int count : counts.get(series)) {
      largest = Math.max(largest, count);
    }
    double share = (double) counts.get(series)[item] / largest;
    double radius = theme.px(SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share));
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }
}
