package org.dropoutdistillery.plots;

import java.util.List;
import java.util.stream.Stream;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.Reliability;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The reliability diagrams of the three over each other: share of right answers against mean
 * confidence of each bin, the diagonal of perfect calibration, and under it the rows in each bin.
 * An empty bin has no point, and a cross instead of its count.
 */
public final class ReliabilityChart {
  private static final double LEFT = 62;
  private static final double RIGHT = 16;
  private static final NiceScale SHARE = new NiceScale(0, 1, 0.2);

  private final List<PredictorSeries> predictors;
  private final GapReport report;
  private final Theme theme;
  private final ChartStyle style;

  private ReliabilityChart(GapReport report, Theme theme) {
    this.report = report;
    this.theme = theme;
    this.style = new ChartStyle(theme);
    this.predictors =
        Stream.of(PredictorSeries.values()).filter(series -> series.of(report) != null).toList();
  }

  /**
   * Returns the chart: a combined plot, whose first part has dataset 0, the diagonal, and dataset
   * 1, a series for each predictor that there is.
   */
  public static JFreeChart of(GapReport report, Theme theme) {
    return new ReliabilityChart(report, theme).chart();
  }

  private JFreeChart chart() {
    NumberAxis confidence = style.axis(SHARE, new PlainFormat());
    confidence.setLabel("confidence in the chosen class");
    CombinedDomainXYPlot plot = new CombinedDomainXYPlot(confidence);
    plot.setInsets(new RectangleInsets(0, 0, 0, theme.px(RIGHT)));
    plot.setOutlineVisible(false);
    plot.setBackgroundPaint(null);
    plot.setGap(theme.px(8));
    plot.add(diagram(), 100);
    plot.add(new BinCounts(predictors, report, theme).plot(), 10 * predictors.size());
    return style.chart("Share of right answers in each bin of confidence", plot, LEFT);
  }

  private XYPlot diagram() {
    NumberAxis accuracy = style.axis(SHARE, new PlainFormat());
    accuracy.setFixedDimension(theme.px(LEFT));
    XYPlot plot = new XYPlot(diagonal(), null, accuracy, diagonalRenderer());
    style.plot(plot);
    plot.setDomainGridlinesVisible(true);
    plot.setDomainGridlinePaint(theme.palette().grid());
    plot.setDomainGridlineStroke(theme.line(0.8));
    XYSeriesCollection data = new XYSeriesCollection();
    BinRenderer renderer = new BinRenderer(theme);
    for (PredictorSeries predictor : predictors) {
      PredictorReport measured = (PredictorReport) predictor.of(report);
      renderer.add(predictor, measured.reliability());
      data.addSeries(series(predictor, measured.reliability()));
    }
    plot.setDataset(1, data);
    plot.setRenderer(1, renderer);
    return plot;
  }

  private static XYSeries series(PredictorSeries predictor, Reliability reliability) {
    XYSeries series = new XYSeries(predictor.label(), false, true);
    for (Reliability.Bin bin : reliability.bins()) {
      if (bin.count() > 0) {
        series.add(bin.confidence(), bin.accuracy());
      }
    }
    return series;
  }

  private static XYSeriesCollection diagonal() {
    XYSeries series = new XYSeries("perfectly calibrated", false);
    series.add(0, 0);
    series.add(1, 1);
    return new XYSeriesCollection(series);
  }

  private XYLineAndShapeRenderer diagonalRenderer() {
    XYLineAndShapeRenderer renderer = StepPlot.lines();
    renderer.setSeriesPaint(0, theme.palette().muted());
    renderer.setSeriesStroke(0, theme.dashed(1.2));
    return renderer;
  }
}
