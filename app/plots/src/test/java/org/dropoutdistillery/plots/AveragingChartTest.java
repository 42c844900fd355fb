package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.BasicStroke;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.Report;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;

class AveragingChartTest {
  private static final GapReport REPORT = SampleRun.report(60, 0.0923, 0.00213);
  private static final AveragingCurve KL = SampleRun.averaging(AveragingMetric.KL, 0, 0.14);
  private static final AveragingCurve ERROR =
      SampleRun.averaging(AveragingMetric.ERROR, 0.053, 0.02);

  @Test
  void drawsTheCurveWithItsStandardErrorAgainstALogarithmicNumberOfPasses() {
    XYPlot plot = plot(ERROR, REPORT);
    IntervalXYDataset curve = (IntervalXYDataset) plot.getDataset(0);
    AveragingCurve.Point four = ERROR.points().get(2);

    assertThat(plot.getDomainAxis()).isInstanceOf(LogAxis.class);
    assertThat(plot.getDomainAxis().getRange().getUpperBound()).isCloseTo(512, within(1e-9));
    assertThat(curve.getItemCount(0)).isEqualTo(10);
    assertThat(curve.getXValue(0, 2)).isEqualTo(4);
    assertThat(curve.getYValue(0, 2)).isEqualTo(100 * four.value());
    assertThat(curve.getEndYValue(0, 2) - curve.getYValue(0, 2))
        .isCloseTo(100 * four.standardError(), within(1e-9));
    assertThat(curve.getStartYValue(0, 9))
        .as("a single repeat has no standard error")
        .isEqualTo(curve.getYValue(0, 9));
    assertThat(plot.getRenderer(0).getSeriesPaint(0)).isEqualTo(Palette.DARK.monteCarlo());
  }

  @Test
  void drawsBalancedPassesAsASecondDashedCurveThatIsNamedAtItsEnd() {
    AveragingCurve balanced = SampleRun.averaging(AveragingMetric.ERROR, 0.051, 0.003);
    XYPlot plot = AveragingChart.of(ERROR, balanced, REPORT, Theme.DARK).getXYPlot();
    IntervalXYDataset curves = (IntervalXYDataset) plot.getDataset(0);

    assertThat(curves.getSeriesCount()).isEqualTo(2);
    assertThat(curves.getYValue(1, 2)).isEqualTo(100 * balanced.points().get(2).value());
    assertThat(curves.getEndYValue(1, 2)).isGreaterThan(curves.getYValue(1, 2));
    assertThat(plot.getRangeAxis().getLowerBound()).isLessThan(5.2);
    assertThat(((BasicStroke) plot.getRenderer(0).getSeriesStroke(1)).getDashArray()).isNotNull();
    assertThat(((BasicStroke) plot.getRenderer(0).getSeriesStroke(0)).getDashArray()).isNull();
    assertThat(names(plot)).contains("standard", "MC", "distilled", "balanced");
    assertThat(names(plot(ERROR, REPORT))).doesNotContain("balanced");
  }

  private static List<String> names(XYPlot plot) {
    List<?> annotations = plot.getAnnotations();
    return annotations.stream()
        .filter(EdgeLabels.class::isInstance)
        .flatMap(labels -> ((EdgeLabels) labels).labels().stream())
        .map(EdgeLabels.Label::name)
        .toList();
  }

  @Test
  void drawsStandardAndStudentAsLevelsInTheirColours() {
    XYPlot plot = plot(ERROR, REPORT);
    XYDataset levels = plot.getDataset(1);

    for (PredictorSeries predictor : List.of(PredictorSeries.STANDARD, PredictorSeries.STUDENT)) {
      int series = levels.indexOf(predictor);
      double error = 100 * (predictor == PredictorSeries.STANDARD ? 0.055 : 0.054);
      assertThat(levels.getYValue(series, 0)).isCloseTo(error, within(0.001));
      assertThat(levels.getYValue(series, 1)).isEqualTo(levels.getYValue(series, 0));
      assertThat(plot.getRenderer(1).getSeriesPaint(series))
          .isEqualTo(predictor.color(Palette.DARK));
    }
  }

  @Test
  void drawsBalancedPassesAsASecondCurveWithItsOwnName() {
    AveragingCurve balanced = SampleRun.averaging(AveragingMetric.KL, 0, 0.03);
    XYPlot plot = AveragingChart.of(KL, balanced, REPORT, Theme.DARK).getXYPlot();
    IntervalXYDataset curves = (IntervalXYDataset) plot.getDataset(0);

    assertThat(curves.getSeriesCount()).isEqualTo(2);
    assertThat(curves.getYValue(1, 3)).isEqualTo(balanced.points().get(3).value());
    assertThat(plot.getRangeAxis().getLowerBound()).isLessThanOrEqualTo(0.03 / 512);
    assertThat(plot.getRenderer(0).getSeriesStroke(1))
        .isNotEqualTo(plot.getRenderer(0).getSeriesStroke(0));
    assertThat(PngWriter.png(AveragingChart.of(KL, balanced, REPORT, Theme.DARK), FigureSize.PAGE))
        .isNotEmpty();
  }

  @Test
  void hidesWhatAPersonHides() {
    ChartOptions options =
        new ChartOptions(
            false, Set.of(PredictorSeries.MONTE_CARLO, PredictorSeries.STUDENT), 800, 0);
    XYPlot plot = AveragingChart.of(KL, null, REPORT, Theme.DARK, options).getXYPlot();

    assertThat(plot.getDataset(0).getSeriesCount()).isZero();
    assertThat(plot.getDataset(1).getSeriesCount()).isEqualTo(1);
    assertThat(marks(plot)).isEmpty();
    assertThat(plot.getRangeAxis()).isNotInstanceOf(LogAxis.class);
  }

  @Test
  void marksHowManyPassesAreEnoughAndHowManyTheStudentIsWorth() {
    List<PassMarks.Mark> marks = marks(plot(KL, REPORT));

    // 0.14 / T is below a tenth of 0.0923, noise included, from T = 16 on.
    assertThat(marks.get(0).passes()).isEqualTo(16);
    assertThat(marks.get(0).text()).isEqualTo("T = 16 is enough");
    Interval worth = REPORT.equivalentPasses();
    assertThat(marks.get(1).passes()).isEqualTo(worth.value());
    assertThat(marks.get(1).low()).isEqualTo(worth.low());
    assertThat(marks.get(1).high()).isEqualTo(worth.high());
    assertThat(marks.get(1).color()).isEqualTo(Palette.DARK.student());
  }

  @Test
  void theStudentIsComparedByDistanceAlone() {
    assertThat(marks(plot(ERROR, REPORT)))
        .allSatisfy(mark -> assertThat(mark.text()).doesNotContain("student"));
  }

  @Test
  void theAxisReachesToAStudentWorthMorePassesThanWereMade() {
    Report near = withPasses(new Interval(1200, 900, Double.POSITIVE_INFINITY));
    XYPlot plot = plot(KL, near);

    assertThat(plot.getDomainAxis().getUpperBound()).isGreaterThan(1200);
    assertThat(marks(plot)).hasSize(2);
    assertThat(PngWriter.png(AveragingChart.of(KL, near, Theme.LIGHT), FigureSize.PAGE))
        .isNotEmpty();
  }

  @Test
  void aStudentWithoutAnUpperEndIsSaidToBeWorthAtLeastSoMany() {
    Interval open = new Interval(Double.POSITIVE_INFINITY, 900, Double.POSITIVE_INFINITY);

    assertThat(marks(plot(KL, withPasses(open)))).hasSize(1);
    assertThat(new AveragingText(KL, withPasses(open)).caption())
        .contains("equals MC at T of at least 900.");
  }

  @Test
  void aStudentOfWhichNothingIsKnownIsSaidToBeSo() {
    double infinite = Double.POSITIVE_INFINITY;
    Report report = withPasses(new Interval(infinite, infinite, infinite));

    assertThat(new AveragingText(KL, report).caption())
        .contains("may be 0")
        .doesNotContain("∞", "at least");
  }

  @Test
  void whatTheRepeatsDoNotSettleIsNotClaimed() {
    AveragingCurve steep = SampleRun.averaging(AveragingMetric.NLL, 0.19, 1);
    AveragingText text = new AveragingText(steep, REPORT);

    // A quarter of the standard error over rows, 0.02, is reached at T = 200, by the law 1/T.
    assertThat(text.caption()).contains("If it goes on falling as 1/T", "do not settle it");
    assertThat(text.enoughMark()).startsWith("T ≈ 2");
  }

  @Test
  void worksWithoutAStudentAndWhereNoGapIsShown() {
    GapReport alone = SampleRun.report(60, -0.001, Double.NaN);
    XYPlot plot = plot(KL, alone);

    assertThat(plot.getDataset(1).getSeriesCount()).isEqualTo(1);
    assertThat(plot.getDataset(1).getYValue(0, 0)).isEqualTo(plot.getRangeAxis().getLowerBound());
    assertThat(new AveragingText(KL, alone).caption())
        .isEqualTo("Too few passes were made to say how many are enough.");
  }

  private static Report withPasses(Interval passes) {
    return new GapReport(
        REPORT.rows(),
        REPORT.passes(),
        REPORT.confidence(),
        REPORT.standard(),
        REPORT.monteCarlo(),
        REPORT.student(),
        REPORT.headline(),
        REPORT.gapClosed(),
        REPORT.noiseFloor(),
        REPORT.mutualInformation(),
        REPORT.studentMinusStandard(),
        passes);
  }

  private static XYPlot plot(AveragingCurve curve, Report report) {
    return AveragingChart.of(curve, report, Theme.DARK).getXYPlot();
  }

  private static List<PassMarks.Mark> marks(XYPlot plot) {
    List<?> annotations = plot.getAnnotations();
    return IntStream.range(0, annotations.size())
        .mapToObj(annotations::get)
        .filter(PassMarks.class::isInstance)
        .flatMap(marks -> ((PassMarks) marks).marks().stream())
        .toList();
  }
}
