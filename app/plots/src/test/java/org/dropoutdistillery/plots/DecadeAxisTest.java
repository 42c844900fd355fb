package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecadeAxisTest {
  private static final Graphics2D GRAPHICS =
      new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();

  @ParameterizedTest
  @CsvSource({"1, 512, 300", "1, 5000, 300", "2e-5, 0.05, 190", "1e-6, 1, 190", "2e-4, 0.2, 700"})
  void numbersBesideEachOtherDoNotOverlap(double low, double high, double width) {
    DecadeAxis axis = axis(low, high);
    Rectangle2D area = new Rectangle2D.Double(0, 0, width, 100);
    List<NumberTick> ticks =
        axis.refreshTicks(GRAPHICS, new AxisState(), area, RectangleEdge.BOTTOM);

    assertThat(ticks).hasSizeGreaterThanOrEqualTo(2);
    double end = Double.NEGATIVE_INFINITY;
    for (NumberTick tick : ticks) {
      double middle = axis.valueToJava2D(tick.getValue(), area, RectangleEdge.BOTTOM);
      double half =
          GRAPHICS.getFontMetrics(axis.getTickLabelFont()).stringWidth(tick.getText()) / 2.0;
      assertThat(middle - half).isGreaterThan(end);
      end = middle + half;
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-4, 0.2, 30", "1e-4, 0.2, 200", "2e-3, 0.1, 30", "2e-3, 0.1, 200"})
  void numbersAboveEachOtherDoNotOverlap(double low, double high, double height) {
    DecadeAxis axis = axis(low, high);
    Rectangle2D area = new Rectangle2D.Double(0, 0, 100, height);
    List<NumberTick> ticks = axis.refreshTicks(GRAPHICS, new AxisState(), area, RectangleEdge.LEFT);

    assertThat(ticks).isNotEmpty();
    double line = GRAPHICS.getFontMetrics(axis.getTickLabelFont()).getAscent();
    double below = Double.POSITIVE_INFINITY;
    for (NumberTick tick : ticks) {
      double middle = axis.valueToJava2D(tick.getValue(), area, RectangleEdge.LEFT);
      assertThat(middle).isLessThan(below - line);
      below = middle;
    }
  }

  @Test
  void aWideAxisHasNumbersBetweenThePowersOfTen() {
    Rectangle2D area = new Rectangle2D.Double(0, 0, 300, 100);

    assertThat(axis(1, 512).refreshTicks(GRAPHICS, new AxisState(), area, RectangleEdge.BOTTOM))
        .extracting(NumberTick::getText)
        .containsExactly("1", "2", "5", "10", "20", "50", "100", "200", "500");
  }

  private static DecadeAxis axis(double low, double high) {
    DecadeAxis axis = new DecadeAxis(new DecadeScale(low, high));
    axis.setTickLabelFont(Theme.LIGHT.textFont());
    return axis;
  }
}
