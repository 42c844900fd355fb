package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;

class ChartTipTest {
  private static final Rectangle2D AREA = new Rectangle2D.Double(50, 20, 800, 300);
  private static final List<LiveChange> CHANGES =
      List.of(
          new LiveChange(1200, "teacher.layers[0].dropRate", 0.5),
          new LiveChange(1800, "teacher.layers[0].dropRate", 0.4),
          new LiveChange(1800, "student.training.learningRate", 0.002));

  @Test
  void tellsWhatWasChangedFromWhatToWhat() {
    ChartOptions options =
        new ChartOptions(true, Set.of(), 800, 2400)
            .withStart(key -> key.equals("teacher.layers[0].dropRate") ? 0.3 : Double.NaN);
    XYPlot plot = GapChart.of(SampleRun.curve(20, 30), CHANGES, Theme.LIGHT, options).getXYPlot();

    assertThat(at(plot, 1200, 0.05).text())
        .isEqualTo("step 1\u202F200: drop rate of layer 1 0.3 → 0.5");
    assertThat(at(plot, 1800, 0.05).text())
        .isEqualTo(
            "step 1\u202F800: drop rate of layer 1 0.5 → 0.4\n"
                + "step 1\u202F800: learning rate of the student → 0.002");
  }

  @Test
  void tellsTheNearestPointWithItsInterval() {
    List<EvaluationPoint> curve = SampleRun.curve(20, 30);
    XYPlot plot = GapChart.of(curve, List.of(), Theme.LIGHT).getXYPlot();
    double kl = curve.get(40).report().studentToMc().value();

    ChartTip tip = at(plot, 50 * 40, kl);
    assertThat(tip.text()).startsWith("distilled, step 2\u202F000\n").contains("[", "]");
    assertThat(at(plot, 50 * 40, 0.004)).isNull();
    assertThat(ChartTip.at(plot, AREA, 10, 10)).isNull();
  }

  @Test
  void tellsAndWritesValuesThatTheAxisCannotShow() {
    List<EvaluationPoint> curve = new ArrayList<>(SampleRun.curve(20, 1));
    curve.add(SampleRun.point(1050, Phase.STUDENT, 0.1, 1, SampleRun.report(30, 0.09, -0.0002)));
    JFreeChart chart = GapChart.of(curve, List.of(), Theme.LIGHT);
    XYPlot plot = chart.getXYPlot();

    assertThat(at(plot, 1050, plot.getRangeAxis().getLowerBound()).text()).contains("−0.0002");
    assertThat(ChartCsv.of(chart).lines())
        .startsWith("curve,x,y,low,high")
        .anyMatch(line -> line.startsWith("distilled,1050.0,-2.0E-4,"));
    assertThat(ChartCsv.of(chart).lines().filter(line -> line.startsWith("standard,"))).hasSize(22);
  }

  @Test
  void tellsTheErrorOfAnAverageOfPasses() {
    AveragingCurve nll = SampleRun.averaging(AveragingMetric.NLL, 0.19, 0.18);
    AveragingCurve balanced = SampleRun.averaging(AveragingMetric.NLL, 0.19, 0.06);
    XYPlot plot =
        AveragingChart.of(nll, balanced, SampleRun.report(60, 0.0923, 0.00213), Theme.LIGHT)
            .getXYPlot();

    assertThat(at(plot, 16, 0.19 + 0.18 / 16).text()).startsWith("MC, T = 16\n").contains("±");
    assertThat(at(plot, 1, 0.25).text()).startsWith("MC, balanced masks, T = 1\n");
  }

  @Test
  void everyValueThatMayChangeHasAName() {
    for (String key :
        List.of(
            "teacher.training.learningRate",
            "teacher.inputDropRate",
            "student.masksPerStep",
            "student.training.weightDecay",
            "student.transferInputs.noise",
            "student.transferInputs.pairWeight",
            "student.transferInputs.shift",
            "evaluation.passes")) {
      assertThat(LiveChange.isLive(key)).isTrue();
      assertThat(ChangeWords.name(key)).doesNotContain(".").isNotEqualTo(key);
    }
  }

  private static ChartTip at(XYPlot plot, double x, double y) {
    return ChartTip.at(
        plot,
        AREA,
        plot.getDomainAxis().valueToJava2D(x, AREA, plot.getDomainAxisEdge()),
        plot.getRangeAxis().valueToJava2D(y, AREA, plot.getRangeAxisEdge()));
  }
}
