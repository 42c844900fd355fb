package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Phase;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QualityChartsTest {
  private static final List<EvaluationPoint> CURVE = SampleRun.curve(20, 30);

  @ParameterizedTest
  @EnumSource(value = QualityMeasure.class, names = "RMSE", mode = EnumSource.Mode.EXCLUDE)
  void drawsTheThreeInTheirColours(QualityMeasure measure) {
    XYPlot plot = QualityCharts.of(CURVE, List.of(), measure, Theme.DARK).getXYPlot();

    assertThat(plot.getDataset().getSeriesCount()).isEqualTo(3);
    for (PredictorSeries predictor : PredictorSeries.values()) {
      int series = plot.getDataset().indexOf(predictor);
      assertThat(plot.getRenderer().getSeriesPaint(series))
          .isEqualTo(predictor.color(Palette.DARK));
    }
    assertThat(plot.getRangeAxis()).isNotInstanceOf(LogAxis.class);
  }

  @Test
  void takesItsValuesFromTheReports() {
    XYDataset error =
        QualityCharts.of(CURVE, List.of(), QualityMeasure.ERROR, Theme.LIGHT)
            .getXYPlot()
            .getDataset();
    XYDataset nll =
        QualityCharts.of(CURVE, List.of(), QualityMeasure.NLL, Theme.LIGHT)
            .getXYPlot()
            .getDataset();

    assertThat(error.getYValue(1, 7))
        .isEqualTo(100 * ((GapReport) CURVE.get(7).report()).monteCarlo().error().value());
    assertThat(nll.getYValue(2, 4))
        .isEqualTo(((GapReport) CURVE.get(24).report()).student().nll().value());
    assertThat(nll.getXValue(2, 4)).isEqualTo((double) CURVE.get(24).step());
  }

  @Test
  void takesTheErrorOfPredictedNumbersFromTheirReports() {
    RegressionReport report = SampleRun.numbers(0.0019, 0.0002);
    XYDataset rmse =
        QualityCharts.of(
                List.of(SampleRun.point(0, Phase.STUDENT, 0.1, 0, report)),
                List.of(),
                QualityMeasure.RMSE,
                Theme.LIGHT)
            .getXYPlot()
            .getDataset();

    assertThat(QualityMeasure.of(report)).containsExactly(QualityMeasure.RMSE, QualityMeasure.NLL);
    assertThat(rmse.getYValue(1, 0)).isEqualTo(report.monteCarlo().rmse().value());
  }

  @Test
  void aBadStartDoesNotStretchTheAxisAndTheTitleSaysSo() {
    JFreeChart chart = QualityCharts.of(CURVE, List.of(), QualityMeasure.NLL, Theme.LIGHT);

    assertThat(chart.getXYPlot().getRangeAxis().getUpperBound()).isLessThan(1.5);
    assertThat(chart.getTitle().getText()).isEqualTo("NLL (nats), first steps up to 2.3");
  }

  @Test
  void aSteadyCurveShowsWhole() {
    List<EvaluationPoint> steady = CURVE.subList(20, 50);
    JFreeChart chart = QualityCharts.of(steady, List.of(), QualityMeasure.NLL, Theme.LIGHT);

    assertThat(chart.getTitle().getText()).isEqualTo("NLL (nats)");
    assertThat(chart.getXYPlot().getRangeAxis().getUpperBound())
        .isGreaterThan(((GapReport) steady.get(0).report()).standard().nll().value());
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    List<EvaluationPoint> curve = new ArrayList<>(CURVE.subList(0, 5));
    curve.add(SampleRun.point(300, Phase.TEACHER, 1, 1, SampleRun.report(Double.NaN, 0.1, 0.01)));
    XYPlot plot = QualityCharts.of(curve, List.of(), QualityMeasure.BRIER, Theme.LIGHT).getXYPlot();

    assertThat(plot.getDataset().getItemCount(0)).isEqualTo(5);
    assertThat(plot.getRangeAxis().getUpperBound()).isFinite();
  }

  @Test
  void aSmallChartHasAShortTitleAndNoNamesButTheSameCurves() {
    ChartOptions small = ChartOptions.ALL.withCompact(true);
    JFreeChart chart = QualityCharts.of(CURVE, List.of(), QualityMeasure.ECE, Theme.LIGHT, small);
    XYPlot whole = QualityCharts.of(CURVE, List.of(), QualityMeasure.ECE, Theme.LIGHT).getXYPlot();
    List<?> annotations = chart.getXYPlot().getAnnotations();

    assertThat(chart.getTitle().getText()).startsWith("ECE");
    assertThat(annotations).noneMatch(EdgeLabels.class::isInstance);
    assertThat(chart.getXYPlot().getDataset()).isEqualTo(whole.getDataset());
  }
}
