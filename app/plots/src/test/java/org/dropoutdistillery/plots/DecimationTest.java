package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Phase;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;

class DecimationTest {
  private static final int COLUMNS = 50;

  @Test
  void keepsEveryColumnsLowestAndHighestValueAndItsWidestBounds() {
    List<GapCurves.Point> points = walk(10_000);
    List<GapCurves.Point> kept = Decimation.of(points, COLUMNS);
    double width = (points.size() - 1) / (double) COLUMNS;

    for (int column = 0; column < COLUMNS; column++) {
      List<GapCurves.Point> all = in(points, column * width, (column + 1) * width);
      List<GapCurves.Point> few = in(kept, column * width, (column + 1) * width);
      assertThat(few).hasSizeBetween(1, column == 0 || column == COLUMNS - 1 ? 4 : 2);
      assertThat(values(few)).contains(Collections.min(values(all)), Collections.max(values(all)));
      double low = all.stream().mapToDouble(p -> p.divergence().low()).min().orElseThrow();
      double high = all.stream().mapToDouble(p -> p.divergence().high()).max().orElseThrow();
      assertThat(few)
          .allSatisfy(
              point -> {
                assertThat(point.divergence().low()).isEqualTo(low);
                assertThat(point.divergence().high()).isEqualTo(high);
              });
    }
  }

  @Test
  void keepsTheFirstAndTheLastPointAndTheOrder() {
    List<GapCurves.Point> points = walk(5_000);
    List<GapCurves.Point> kept = Decimation.of(points, COLUMNS);

    assertThat(kept.get(0).step()).isZero();
    assertThat(kept.get(kept.size() - 1).step()).isEqualTo(4_999);
    assertThat(kept).extracting(GapCurves.Point::step).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void leavesAloneWhatHasRoom() {
    List<GapCurves.Point> points = walk(2 * COLUMNS);
    assertThat(Decimation.of(points, COLUMNS)).isSameAs(points);
  }

  @Test
  void chartsOfAHundredThousandPointsAreAsSmallAsTheirScreen() {
    List<EvaluationPoint> curve = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      double kl = 0.05 + 0.04 * Math.sin(i * 0.37);
      curve.add(SampleRun.point(i, Phase.STUDENT, 0.1, 1, SampleRun.report(20, 0.09, kl)));
    }
    ChartOptions options = new ChartOptions(true, Set.of(), 900, 100_000);
    XYPlot gap = GapChart.of(curve, List.of(), Theme.LIGHT, options).getXYPlot();
    XYPlot nll =
        QualityCharts.of(curve, List.of(), QualityMeasure.NLL, Theme.LIGHT, options).getXYPlot();

    assertThat(gap.getDataset(0).getItemCount(1)).isBetween(1_700, 1_804);
    assertThat(nll.getDataset(0).getItemCount(0)).isLessThanOrEqualTo(1_804);
    XYPlot coarse =
        GapChart.of(curve, List.of(), Theme.LIGHT, options.withCoarse(true)).getXYPlot();
    assertThat(coarse.getDataset(0).getItemCount(1)).isBetween(570, 604);
  }

  private static List<GapCurves.Point> walk(int count) {
    Random random = new Random(4);
    List<GapCurves.Point> points = new ArrayList<>();
    double value = 0;
    for (int i = 0; i < count; i++) {
      value += random.nextGaussian();
      double margin = random.nextDouble();
      points.add(new GapCurves.Point(i, new Interval(value, value - margin, value + margin)));
    }
    return points;
  }

  private static List<GapCurves.Point> in(List<GapCurves.Point> points, double from, double to) {
    boolean last = to > 0 && to >= points.get(points.size() - 1).step() - 1e-6;
    return points.stream().filter(p -> p.step() >= from && (p.step() < to || last)).toList();
  }

  private static List<Double> values(List<GapCurves.Point> points) {
    return points.stream().map(GapCurves.Point::value).toList();
  }
}
