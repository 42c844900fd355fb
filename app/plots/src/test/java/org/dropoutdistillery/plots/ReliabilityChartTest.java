package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Reliability;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;

class ReliabilityChartTest {
  private static final GapReport REPORT = SampleRun.report(40, 0.09, 0.002);

  @Test
  void drawsBinsThatHoldRowsAndTheDiagonal() {
    XYPlot diagram = part(REPORT, 0);
    XYDataset data = diagram.getDataset(1);

    assertThat(data.getSeriesCount()).isEqualTo(3);
    assertThat(data.getItemCount(0)).isEqualTo(12);
    Reliability.Bin first = REPORT.standard().reliability().bins().get(3);
    assertThat(data.getXValue(0, 0)).isEqualTo(first.confidence());
    assertThat(data.getYValue(0, 0)).isEqualTo(first.accuracy());
    XYDataset diagonal = diagram.getDataset(0);
    assertThat(diagonal.getYValue(0, 0)).isEqualTo(diagonal.getXValue(0, 0)).isZero();
    assertThat(diagonal.getYValue(0, 1)).isEqualTo(diagonal.getXValue(0, 1)).isEqualTo(1);
  }

  @Test
  void countsTheRowsOfEveryBinAndCrossesEmptyOnes() {
    List<String> texts = cells(part(REPORT, 1));

    assertThat(texts).hasSize(45);
    assertThat(texts.subList(0, 15))
        .containsExactly(
            "×", "×", "×", "2", "4", "3", "5", "7", "6", "9", "12", "17", "28", "47", "220");
  }

  @Test
  void largerBinsHaveLargerDots() {
    XYPlot diagram = part(REPORT, 0);

    assertThat(diagram.getRenderer(1).getItemShape(0, 11).getBounds2D().getWidth())
        .isGreaterThan(2 * diagram.getRenderer(1).getItemShape(0, 2).getBounds2D().getWidth());
  }

  @Test
  void worksWithoutAStudent() {
    GapReport report = SampleRun.report(40, 0.09, Double.NaN);

    assertThat(part(report, 0).getDataset(1).getSeriesCount()).isEqualTo(2);
    assertThat(cells(part(report, 1))).hasSize(30);
  }

  private static XYPlot part(GapReport report, int index) {
    CombinedDomainXYPlot plot =
        (CombinedDomainXYPlot) ReliabilityChart.of(report, Theme.LIGHT).getPlot();
    return plot.getSubplots().get(index);
  }

  private static List<String> cells(XYPlot plot) {
    List<?> annotations = plot.getAnnotations();
    return annotations.stream()
        .filter(XYTextAnnotation.class::isInstance)
        .map(annotation -> ((XYTextAnnotation) annotation).getText())
        .toList();
  }
}
