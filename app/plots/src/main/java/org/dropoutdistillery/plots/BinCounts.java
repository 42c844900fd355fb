package org.dropoutdistillery.plots;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.Reliability;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;

/** The rows in each bin of confidence: a line of cells for each predictor, empty ones crossed. */
final class BinCounts {
  private static final int MOST_BINS_WITH_NUMBERS = 20;

  private final List<PredictorSeries> predictors;
  private final GapReport report;
  private final Theme theme;

  BinCounts(List<PredictorSeries> predictors, GapReport report, Theme theme) {
    this.predictors = predictors;
    this.report = report;
    this.theme = theme;
  }

  XYPlot plot() {
    NumberAxis rows = new NumberAxis();
    rows.setRange(0, predictors.size());
    rows.setVisible(false);
    XYPlot plot = new XYPlot(new XYSeriesCollection(), null, rows, new XYLineAndShapeRenderer());
    new ChartStyle(theme).plot(plot);
    plot.setRangeGridlinesVisible(false);
    plot.setNoDataMessage(null);
    List<EdgeLabels.Label> names = new ArrayList<>();
    for (int i = 0; i < predictors.size(); i++) {
      PredictorSeries predictor = predictors.get(i);
      int row = predictors.size() - 1 - i;
      PredictorReport measured = (PredictorReport) predictor.of(report);
      addRow(plot, row, measured.reliability(), predictor.color(theme.palette()));
      names.add(
          new EdgeLabels.Label(row + 0.5, predictor.label(), "", predictor.color(theme.palette())));
    }
    plot.addAnnotation(new EdgeLabels(names, EdgeLabels.Edge.LEFT, theme));
    return plot;
  }

  private void addRow(XYPlot plot, int row, Reliability reliability, Color color) {
    int largest = reliability.bins().stream().mapToInt(Reliability.Bin::count).max().orElse(0);
    for (Reliability.Bin bin : reliability.bins()) {
      double share = largest == 0 ? 0 : (double) bin.count() / largest;
      double opacity = bin.count() == 0 ? 0.04 : 0.1 + 0.35 * Math.sqrt(share);
      plot.addAnnotation(
          new XYBoxAnnotation(
              bin.low() + 0.002,
              row + 0.06,
              bin.high() - 0.002,
              row + 0.94,
              null,
              null,
              Palette.translucent(color, opacity)));
      if (bin.count() == 0 || reliability.bins().size() <= MOST_BINS_WITH_NUMBERS) {
        plot.addAnnotation(text(bin, row));
      }
    }
  }

  private XYTextAnnotation text(Reliability.Bin bin, int row) {
    boolean empty = bin.count() == 0;
    XYTextAnnotation text =
        new XYTextAnnotation(
            empty ? "×" : Figures.compact(bin.count()), (bin.low() + bin.high()) / 2, row + 0.5);
    text.setFont(theme.smallFont());
    text.setPaint(empty ? theme.palette().muted() : theme.palette().text());
    return text;
  }
}
