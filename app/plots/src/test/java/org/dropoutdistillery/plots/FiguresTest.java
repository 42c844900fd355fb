package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.dropoutdistillery.evaluate.Interval;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void roundsAnEstimateToTwoDigitsOfItsInterval() {
    Interval nll = new Interval(0.20213, 0.1713, 0.2329);
    assertThat(Figures.value(nll)).isEqualTo("0.202");
    assertThat(Figures.bounds(nll)).isEqualTo("[0.171, 0.233]");
    Interval small = new Interval(0.002123, 0.00178, 0.00249);
    assertThat(Figures.value(small)).isEqualTo("0.00212");
    Interval percent = Figures.times(new Interval(0.976, 0.969, 0.982), 100);
    assertThat(Figures.value(percent) + " " + Figures.bounds(percent))
        .isEqualTo("97.6 [96.9, 98.2]");
  }

  @Test
  void knowsIntervalsWithoutWidthOrBounds() {
    assertThat(Figures.value(new Interval(0.25, 0.25, 0.25))).isEqualTo("0.2500");
    assertThat(Figures.value(new Interval(0, 0, 0))).isEqualTo("0.000");
    Interval open = new Interval(0.25, Double.NaN, Double.NaN);
    assertThat(Figures.value(open)).isEqualTo("0.2500");
    assertThat(Figures.bounds(open)).isEmpty();
    assertThat(Figures.value(new Interval(Double.NaN, 0, 1))).isEqualTo("–");
  }

  @Test
  void writesARealMinusAndNoNegativeZero() {
    assertThat(Figures.fixed(-0.125, 2)).isEqualTo("−0.13");
    assertThat(Figures.fixed(-0.001, 2)).isEqualTo("0.00");
    assertThat(Figures.significant(-0.00035, 2)).isEqualTo("−0.00035");
    assertThat(Figures.significant(Double.POSITIVE_INFINITY, 2)).isEqualTo("–");
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Figures.fixed(1.5, 1)).isEqualTo("1.5");
      assertThat(Figures.grouped(12345)).isEqualTo("12\u202F345");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void shortensCounts() {
    assertThat(Figures.compact(950)).isEqualTo("950");
    assertThat(Figures.compact(1437)).isEqualTo("1.4k");
    assertThat(Figures.compact(23_456)).isEqualTo("23k");
    assertThat(Figures.compact(999_700)).isEqualTo("1M");
  }

  @Test
  void axesRoundNothingAway() {
    assertThat(new StepFormat().format(1050)).isEqualTo("1.05k");
    assertThat(new StepFormat().format(2_500_000L)).isEqualTo("2.5M");
    assertThat(new StepFormat().format(0)).isEqualTo("0");
    assertThat(new PlainFormat().format(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(new PlainFormat().format(1e-17)).isEqualTo("0");
  }
}
