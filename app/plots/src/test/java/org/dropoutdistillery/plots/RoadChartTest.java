package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.RoadReport;
import org.dropoutdistillery.run.Road;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.TestResult;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.IntervalXYDataset;
import org.junit.jupiter.api.Test;

class RoadChartTest {
  private static final TestResult TEST = SampleRun.test();

  @Test
  void drawsEveryRoadThatWasGoneTheNearestAtTheBottom() {
    IntervalXYDataset data = data(TEST);
    List<String> names = new ArrayList<>();
    for (int series = 0; series < data.getSeriesCount(); series++) {
      names.add((String) data.getSeriesKey(series));
      assertThat(data.getYValue(series, 0)).isEqualTo(data.getSeriesCount() - 1 - series);
    }

    assertThat(names)
        .containsExactly(
            "expectation-linear",
            "standard",
            "moments, pairwise",
            "moments, sampled",
            "distilled",
            "moments, mean field");
    assertThat(plot(TEST).getDomainAxis()).isInstanceOf(LogAxis.class);
  }

  @Test
  void takesDistancesAndIntervalsFromTheReports() {
    Interval standard = ((GapReport) TEST.report()).standardToMc();
    IntervalXYDataset data = data(TEST);

    assertThat(data.getXValue(1, 0)).isEqualTo(standard.value());
    assertThat(data.getStartXValue(1, 0)).isEqualTo(standard.low());
    assertThat(data.getEndXValue(1, 0)).isEqualTo(standard.high());
    assertThat(plot(TEST).getRenderer().getSeriesPaint(1)).isEqualTo(Palette.LIGHT.standard());
    assertThat(plot(TEST).getRenderer().getSeriesPaint(4)).isEqualTo(Palette.LIGHT.student());
  }

  @Test
  void showsWhereMonteCarloItselfStands() {
    Collection<?> markers = plot(TEST).getDomainMarkers(Layer.FOREGROUND);

    assertThat(markers)
        .singleElement()
        .satisfies(
            marker ->
                assertThat(((ValueMarker) marker).getValue())
                    .isEqualTo(TEST.report().noiseFloor()));
  }

  @Test
  void aRoadThatIsTheAverageStandsAtTheLeftEnd() {
    RegressionReport numbers = SampleRun.numbers(0.0019, 0.0002);
    RegressionPredictorReport all =
        new RegressionPredictorReport(
            numbers.monteCarlo().rmse(),
            numbers.monteCarlo().nll(),
            new Interval(-0.00001, -0.00003, 0.00001));
    RoadResult exact = new RoadResult(Road.EXACT, new RoadReport(all, null, null), 1.5, null, null);
    TestResult test = new TestResult(numbers, SampleRun.COSTS, List.of(exact), List.of());
    double left = plot(test).getDomainAxis().getLowerBound();

    assertThat(left).isPositive();
    assertThat((Object) data(test).getSeriesKey(2)).isEqualTo("all masks");
    assertThat(data(test).getXValue(2, 0)).isEqualTo(left);
    assertThat(data(test).getEndXValue(2, 0)).isEqualTo(Math.max(left, 0.00001));
  }

  private static IntervalXYDataset data(TestResult test) {
    return (IntervalXYDataset) plot(test).getDataset();
  }

  private static XYPlot plot(TestResult test) {
    return RoadChart.of(test, Theme.LIGHT).getXYPlot();
  }
}
