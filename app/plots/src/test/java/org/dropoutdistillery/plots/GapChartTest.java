package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RecordedGap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;

class GapChartTest {
  private static final int TEACHER = 20;
  private static final int STUDENT = 30;

  @Test
  void drawsBothDivergencesAndTheFloorOnALogarithmicAxis() {
    XYPlot plot = plot(SampleRun.curve(TEACHER, STUDENT));

    assertThat(plot.getRangeAxis()).isInstanceOf(LogAxis.class);
    assertThat(plot.getDataset(0).getSeriesCount()).isEqualTo(2);
    assertThat(plot.getDataset(0).getItemCount(0)).isEqualTo(TEACHER + STUDENT);
    assertThat(plot.getDataset(0).getItemCount(1)).isEqualTo(STUDENT);
    assertThat((Object) plot.getDataset(1).getSeriesKey(0)).isEqualTo("MC with 100 passes");
    assertThat(plot.getDataset(1).getItemCount(0)).isEqualTo(TEACHER + STUDENT);
    assertThat(plot.getDatasetCount()).isEqualTo(2);
  }

  @Test
  void takesValuesAndIntervalsFromTheReports() {
    List<EvaluationPoint> curve = SampleRun.curve(TEACHER, STUDENT);
    IntervalXYDataset data = (IntervalXYDataset) plot(curve).getDataset(0);
    Interval last = curve.get(TEACHER + STUDENT - 1).report().studentToMc();

    assertThat(data.getXValue(1, STUDENT - 1)).isEqualTo(50.0 * (TEACHER + STUDENT - 2));
    assertThat(data.getYValue(1, STUDENT - 1)).isEqualTo(last.value());
    assertThat(data.getStartYValue(1, STUDENT - 1)).isEqualTo(last.low());
    assertThat(data.getEndYValue(1, STUDENT - 1)).isEqualTo(last.high());
  }

  @Test
  void showsOnlyTheTeacherBeforeThereIsAStudent() {
    XYPlot plot = plot(SampleRun.curve(TEACHER, 0));

    assertThat(plot.getDataset(0).getSeriesCount()).isEqualTo(1);
    assertThat(names(plot)).containsExactly("standard", "MC with");
  }

  @Test
  void drawsZeroAndNegativeValuesAtTheLowerEndAndSaysWhatTheyAre() {
    List<EvaluationPoint> curve = new ArrayList<>(SampleRun.curve(TEACHER, 0));
    curve.add(student(1000, new Interval(0.02, -0.001, 0.03)));
    curve.add(student(1050, new Interval(0, -0.002, 0.002)));
    curve.add(student(1100, new Interval(-0.0004, -0.002, 0.001)));
    XYPlot plot = plot(curve);
    IntervalXYDataset data = (IntervalXYDataset) plot.getDataset(0);
    double lower = plot.getRangeAxis().getLowerBound();

    assertThat(lower).isPositive();
    assertThat(data.getYValue(1, 0)).isEqualTo(0.02);
    assertThat(data.getStartYValue(1, 0)).isEqualTo(lower);
    assertThat(data.getYValue(1, 1)).isEqualTo(lower);
    assertThat(data.getYValue(1, 2)).isEqualTo(lower);
    XYDataset marks = plot.getDataset(2);
    assertThat(marks.getItemCount(0)).isZero();
    assertThat(marks.getItemCount(1)).isEqualTo(2);
    assertThat(labels(plot)).anyMatch(label -> label.detail().equals("−0.00040"));
  }

  @Test
  void onePointNearZeroDoesNotStretchTheAxisBelowADecadeUnderTheFloor() {
    List<EvaluationPoint> curve = new ArrayList<>(SampleRun.curve(TEACHER, STUDENT));
    curve.add(student(2500, new Interval(1e-9, -0.001, 0.001)));

    double floor = 0.0014;
    assertThat(plot(curve).getRangeAxis().getLowerBound()).isBetween(floor / 20, floor / 10);
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    List<EvaluationPoint> curve = new ArrayList<>(SampleRun.curve(TEACHER, 0));
    curve.add(student(1000, new Interval(Double.NaN, Double.NaN, Double.NaN)));
    curve.add(student(1050, new Interval(0.03, Double.NaN, Double.POSITIVE_INFINITY)));
    IntervalXYDataset data = (IntervalXYDataset) plot(curve).getDataset(0);

    assertThat(data.getItemCount(1)).isEqualTo(1);
    assertThat(data.getStartYValue(1, 0)).isEqualTo(0.03);
    assertThat(data.getEndYValue(1, 0)).isEqualTo(0.03);
  }

  @Test
  void shadesThePhaseOfTheStudentFromWhereTheTeacherEnded() {
    XYPlot plot = plot(SampleRun.curve(TEACHER, STUDENT));
    XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer(0);
    PhaseShading shading = (PhaseShading) renderer.getAnnotations().iterator().next();

    assertThat(shading.spans())
        .containsExactly(
            new PhaseSpan(Phase.TEACHER, 0, 950), new PhaseSpan(Phase.STUDENT, 950, 2400));
    assertThat(plot.getDomainAxis().getRange().getUpperBound()).isCloseTo(2400, within(1e-9));
  }

  private static PastRun past(String name, int dash, boolean numbers, double... distances) {
    List<RecordedGap.Point> points = new ArrayList<>();
    for (int i = 0; i < distances.length; i++) {
      Interval student = new Interval(distances[i] / 10, 0, 1);
      points.add(
          new RecordedGap.Point(
              1000L * i, new Interval(distances[i], 0, 1), i == 0 ? null : student));
    }
    return new PastRun(name, new RecordedGap(numbers, points), dash);
  }

  private static XYPlot plot(List<EvaluationPoint> curve, ChartOptions options, PastRun... past) {
    return GapChart.of(curve, List.of(), List.of(past), Theme.LIGHT, options).getXYPlot();
  }

  @Test
  void drawsEarlierRunsBehindThinInTheSameColoursAndNamesThem() {
    XYPlot plot =
        plot(
            SampleRun.curve(TEACHER, STUDENT),
            ChartOptions.ALL,
            past("digits-7", 0, false, .2, .1, .05, .04),
            past("digits-8", 1, false, .3, .2));
    XYDataset data = plot.getDataset(0);
    XYLineAndShapeRenderer lines = (XYLineAndShapeRenderer) plot.getRenderer(0);

    assertThat(data.getSeriesCount()).isEqualTo(6);
    assertThat((Object) data.getSeriesKey(0)).isEqualTo("digits-7, standard");
    assertThat((Object) data.getSeriesKey(3)).isEqualTo("digits-8, distilled");
    assertThat((Object) data.getSeriesKey(4)).isEqualTo(PredictorSeries.STANDARD);
    assertThat(data.getItemCount(0)).isEqualTo(4);
    assertThat(data.getItemCount(1)).isEqualTo(3);
    assertThat(((Color) lines.getSeriesPaint(1)).getGreen())
        .isEqualTo(Palette.LIGHT.student().getGreen());
    assertThat(width(lines, 0)).isLessThan(width(lines, 4));
    assertThat(((BasicStroke) lines.getSeriesStroke(0)).getDashArray())
        .isNotEqualTo(((BasicStroke) lines.getSeriesStroke(2)).getDashArray());
    assertThat(lines.getToolTipGenerator(1, 1).generateToolTip(data, 1, 1))
        .contains("digits-7, distilled")
        .contains("2");
    assertThat(plot.getDomainAxis().getUpperBound()).isGreaterThanOrEqualTo(3000);
    assertThat(plot.getRangeAxis().getUpperBound()).isGreaterThanOrEqualTo(.3);
    assertThat(names(plot)).containsExactly("standard", "distilled", "MC with");
  }

  private static float width(XYLineAndShapeRenderer lines, int series) {
    return ((BasicStroke) lines.getSeriesStroke(series)).getLineWidth();
  }

  @Test
  void hidesAndThinsEarlierRunsAsThePresentOne() {
    double[] many = new double[3000];
    java.util.Arrays.setAll(many, i -> .1 + i % 7);
    ChartOptions options =
        new ChartOptions(true, Set.of(PredictorSeries.STUDENT), 200, 0).withCoarse(true);
    XYPlot plot = plot(List.of(), options, past("long", 0, false, many));

    assertThat((Object) plot.getDataset(0).getSeriesKey(0)).isEqualTo("long, standard");
    assertThat(plot.getDataset(0).getItemCount(0)).isBetween(100, 204);
    assertThat(plot.getDataset(0).getSeriesCount()).isEqualTo(2);
  }

  @Test
  void leavesOutEarlierRunsWhoseDistancesAreOfAnotherKind() {
    XYPlot plot =
        plot(SampleRun.curve(TEACHER, STUDENT), ChartOptions.ALL, past("sine-1", 0, true, .2, .1));
    assertThat(plot.getDataset(0).getSeriesCount()).isEqualTo(2);
  }

  @Test
  void aPictureOnPaperSaysWhichLineIsWhose() {
    PastRun run = past("digits-7", 0, false, .2, .1);
    String svg =
        SvgWriter.svg(
            GapChart.of(
                SampleRun.curve(TEACHER, STUDENT),
                List.of(),
                List.of(run),
                Theme.LIGHT,
                ChartOptions.ALL),
            900,
            360,
            "gap",
            "the gap");
    assertThat(svg).contains("digits-7");
  }

  @Test
  void drawsNothingAndDoesNotFailWithoutPoints() {
    assertThat(PngWriter.png(GapChart.of(List.of(), List.of(), Theme.LIGHT), FigureSize.PAGE))
        .isNotEmpty();
  }

  @Test
  void aSinglePointIsVisibleAsADot() {
    XYPlot plot = plot(SampleRun.curve(1, 0));
    assertThat(plot.getRenderer(0).getItemShape(0, 0).getBounds().width).isPositive();
    assertThat(((XYLineAndShapeRenderer) plot.getRenderer(0)).getItemShapeVisible(0, 0)).isTrue();
  }

  @Test
  void drawsSquaredDistancesOfPredictedNumbers() {
    List<EvaluationPoint> curve = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      curve.add(
          SampleRun.point(
              50L * i, Phase.STUDENT, 0.1, i, SampleRun.numbers(0.0019, 0.0002 + 0.0001 * i)));
    }
    JFreeChart chart = GapChart.of(curve, List.of(), Theme.LIGHT);
    XYDataset data = chart.getXYPlot().getDataset(0);

    assertThat(chart.getTitle().getText()).contains("Mean squared distance").doesNotContain("KL");
    assertThat(data.getYValue(0, 3)).isEqualTo(0.0019);
    assertThat(data.getYValue(1, 3)).isEqualTo(curve.get(3).report().studentToMc().value());
  }

  @Test
  void marksTheChangesMadeWhileTheRunWentOn() {
    List<LiveChange> changes = List.of(new LiveChange(700, "teacher.layers[0].dropRate", 0.4));
    XYPlot plot = GapChart.of(SampleRun.curve(TEACHER, STUDENT), changes, Theme.LIGHT).getXYPlot();
    List<?> annotations = plot.getAnnotations();

    assertThat(annotations)
        .filteredOn(ChangeMarks.class::isInstance)
        .singleElement()
        .satisfies(marks -> assertThat(((ChangeMarks) marks).changes()).isEqualTo(changes));
  }

  private static EvaluationPoint student(long step, Interval divergence) {
    GapReport report = SampleRun.report(30, 0.09, 0.02);
    PredictorReport student = report.student();
    GapReport changed =
        new GapReport(
            report.rows(),
            report.passes(),
            report.confidence(),
            report.standard(),
            report.monteCarlo(),
            new PredictorReport(
                student.error(),
                student.nll(),
                student.brier(),
                student.ece(),
                divergence,
                student.reliability(),
                student.adaptiveEce(),
                student.classwiseEce(),
                student.entropy(),
                student.tvToMc(),
                student.agreementWithMc()),
            report.headline(),
            report.gapClosed(),
            report.noiseFloor(),
            report.mutualInformation(),
            report.studentMinusStandard(),
            report.equivalentPasses());
    return SampleRun.point(step, Phase.STUDENT, Double.NaN, 1, changed);
  }

  private static XYPlot plot(List<EvaluationPoint> curve) {
    return GapChart.of(curve, List.of(), Theme.LIGHT).getXYPlot();
  }

  private static List<EdgeLabels.Label> labels(XYPlot plot) {
    List<?> annotations = plot.getAnnotations();
    return IntStream.range(0, annotations.size())
        .mapToObj(annotations::get)
        .filter(EdgeLabels.class::isInstance)
        .flatMap(annotation -> ((EdgeLabels) annotation).labels().stream())
        .toList();
  }

  private static List<String> names(XYPlot plot) {
    return labels(plot).stream().map(EdgeLabels.Label::name).toList();
  }
}
