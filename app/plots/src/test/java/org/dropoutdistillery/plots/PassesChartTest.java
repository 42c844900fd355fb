package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;

class PassesChartTest {
  private static final double[] PASSES = {0.25, 0.75, 0.5, 1};

  private static PassesChart chart(double student, boolean probability) {
    return new PassesChart(
        "Probability of class 3 over the passes", "row 7", PASSES, 0.875, student, probability);
  }

  @Test
  void drawsEachPassTheirAverageSoFarAndTheLevelsOfTheOthers() {
    XYPlot plot = chart(0.125, true).chart(Theme.DARK).getXYPlot();

    assertThat(plot.getDatasetCount()).isEqualTo(4);
    double[] averages = {0.25, 0.5, 0.5, 0.625};
    for (int pass = 0; pass < PASSES.length; pass++) {
      assertThat(plot.getDataset(0).getXValue(0, pass)).isEqualTo(pass);
      assertThat(plot.getDataset(0).getYValue(0, pass)).isEqualTo(PASSES[pass]);
      assertThat(plot.getDataset(1).getYValue(0, pass)).isEqualTo(averages[pass]);
    }
    assertThat(plot.getDataset(2).getYValue(0, 1)).isEqualTo(0.875);
    assertThat(plot.getDataset(3).getYValue(0, 1)).isEqualTo(0.125);
    assertThat(plot.getRenderer(2).getSeriesPaint(0)).isEqualTo(Palette.DARK.standard());
    assertThat(plot.getRenderer(3).getSeriesPaint(0)).isEqualTo(Palette.DARK.student());
    assertThat(plot.getRangeAxis().getUpperBound()).isEqualTo(1);
  }

  @Test
  void itsNumbersAreWrittenAsATable() {
    List<String> lines = ChartCsv.of(chart(0.125, true).chart(Theme.LIGHT)).lines().toList();

    assertThat(lines)
        .contains("single pass,1.0,0.75,,", "MC,3.0,0.625,,", "standard,0.0,0.875,,")
        .contains("distilled,3.0,0.125,,")
        .hasSize(1 + 4 + 4 + 2 + 2);
  }

  @Test
  void withoutAStudentNothingIsSaidOfOne() throws Exception {
    JFreeChart chart = chart(Double.NaN, false).chart(Theme.LIGHT);

    assertThat(ChartCsv.of(chart)).doesNotContain("distilled");
    assertThat(chart.getXYPlot().getRangeAxis().getUpperBound()).isGreaterThan(1);
    assertThat(texts(chart)).contains("standard").doesNotContain("distilled");
  }

  @Test
  void isDrawnWithItsTitleItsNoteAndTheNamesOfTheThree() throws Exception {
    assertThat(texts(chart(0.125, true).chart(Theme.LIGHT)))
        .contains("Probability of class 3 over the passes", "row 7", "pass")
        .contains("standard", "MC", "distilled", "0.875", "0.625", "0.125");
  }

  private static List<String> texts(JFreeChart chart) throws Exception {
    return SvgText.texts(SvgWriter.svg(chart, 600, 320, "passes", "passes"));
  }

  @Test
  void aSinglePassIsDrawn() {
    PassesChart one = new PassesChart("Value", "", new double[] {3}, 3, Double.NaN, false);

    assertThat(PngWriter.png(one.chart(Theme.LIGHT), FigureSize.PAGE)).isNotEmpty();
  }
}
