package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;

class ScalesTest {
  @Test
  void aScaleStartsAtZeroWhereValuesComeNearIt() {
    assertThat(NiceScale.covering(0.2, 0.6).low()).isZero();
    NiceScale far = NiceScale.covering(90, 100);
    assertThat(far.low()).isBetween(88.0, 90.0);
    assertThat(far.high()).isBetween(100.0, 102.0);
    assertThat(far.unit()).isEqualTo(2);
  }

  @Test
  void aScaleOfOneValueHasAHeight() {
    assertThat(NiceScale.covering(0.3, 0.3)).isEqualTo(new NiceScale(0, 0.375, 0.1));
    assertThat(NiceScale.covering(0, 0).high()).isEqualTo(1);
  }

  @Test
  void stepsAreNeverDivided() {
    assertThat(NiceScale.ofSteps(0, 2).unit()).isEqualTo(1);
    assertThat(NiceScale.ofSteps(7, 7).high()).isEqualTo(8);
    assertThat(NiceScale.ofSteps(0, 4600).unit()).isEqualTo(1000);
  }

  @Test
  void decadesReachFromTheSmallestToTheLargest() {
    DecadeScale scale = DecadeScale.covering(0.004, 0.09, 0.002);
    assertThat(scale.low()).isCloseTo(0.001, within(1e-12));
    assertThat(scale.high()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void decadesEndOneUnderTheFloorAndAreFiveAtMost() {
    assertThat(DecadeScale.covering(1e-9, 0.1, 0.002).low()).isCloseTo(1e-4, within(1e-12));
    assertThat(DecadeScale.covering(1e-9, 0.1, Double.NaN).decades()).isBetween(5.0, 5.5);
  }

  @Test
  void fewDecadesGetTicksBetweenThem() {
    assertThat(ticks(new DecadeScale(0.002, 0.1)))
        .containsExactly("0.002", "0.005", "0.01", "0.02", "0.05", "0.1");
    assertThat(ticks(new DecadeScale(0.0005, 0.2))).containsExactly("0.001", "0.01", "0.1");
  }

  @Test
  void aLowPlotHasFewerNumbers() {
    assertThat(numbers(new NiceScale(0, 1, .2), 200))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(numbers(new NiceScale(0, 1, .2), 40)).containsExactly("0", "0.5", "1");
    assertThat(numbers(new NiceScale(0, 1, .2), 10)).containsExactly("0", "1");
  }

  private static List<String> numbers(NiceScale scale, double height) {
    HomeAxis axis = new HomeAxis(scale, new PlainFormat());
    axis.setTickLabelFont(Theme.LIGHT.textFont());
    BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
    Rectangle2D area = new Rectangle2D.Double(0, 0, 10, height);
    List<?> ticks =
        axis.refreshTicks(image.createGraphics(), new AxisState(), area, RectangleEdge.LEFT);
    return ticks.stream().map(tick -> ((Tick) tick).getText()).toList();
  }

  @Test
  void labelsKeepTheirPlaceWhereThereIsRoom() {
    assertThat(spread(10, 50)).containsExactly(10, 50);
  }

  @Test
  void labelsThatOverlapShareTheWay() {
    assertThat(spread(40, 40)).containsExactly(35, 45);
    assertThat(spread(40, 44, 48)).containsExactly(34, 44, 54);
  }

  @Test
  void labelsStayInsideThePlot() {
    assertThat(spread(95, 96)).containsExactly(80, 90);
    assertThat(spread(-5, -5, 3)).containsExactly(0, 10, 20);
  }

  private static double[] spread(double... wanted) {
    double[] heights = new double[wanted.length];
    Arrays.fill(heights, 10);
    return EdgeLabels.spread(wanted, heights, 0, 100);
  }

  private static List<String> ticks(DecadeScale scale) {
    BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
    List<NumberTick> ticks =
        new DecadeAxis(scale)
            .refreshTicks(
                image.createGraphics(),
                null,
                new Rectangle2D.Double(0, 0, 10, 200),
                RectangleEdge.LEFT);
    return ticks.stream().map(Tick::getText).toList();
  }
}
