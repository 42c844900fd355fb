package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
  @Test
  void normalQuantilesAreThoseOfTheTables() {
    assertThat(Quantiles.normal(.5)).isCloseTo(0.674489750196082, within(1e-13));
    assertThat(Quantiles.normal(.9)).isCloseTo(1.644853626951473, within(1e-13));
    assertThat(Quantiles.normal(.95)).isCloseTo(1.959963984540054, within(1e-13));
    assertThat(Quantiles.normal(.99)).isCloseTo(2.575829303548901, within(1e-13));
    assertThat(Quantiles.normal(.9999)).isCloseTo(3.890591886413, within(1e-10));
  }

  @Test
  void textbookValues() {
    // Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method
    // 3.
    check(81, 263, .2553, .3662);
    check(15, 148, .0624, .1605);
    check(0, 20, 0, .1611);
    check(1, 29, .0061, .1718);
  }

  @Test
  void allRightAndAllWrongMirrorEachOther() {
    Interval none = WilsonInterval.of(0, 360, .95);
    Interval all = WilsonInterval.of(360, 360, .95);
    assertThat(none.low()).isZero();
    // z² / (n + z²) = 3.8415 / 363.8415.
    assertThat(none.high()).isCloseTo(.0105580, within(1e-6));
    assertThat(all.high()).isEqualTo(1);
    assertThat(1 - all.low()).isCloseTo(none.high(), within(1e-15));
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> WilsonInterval.of(5, 4, .95))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 hits among 4 rows");
    assertThatThrownBy(() -> WilsonInterval.of(1, 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("confidence: 1.0");
  }

  private static void check(int hits, int rows, double low, double high) {
    Interval interval = WilsonInterval.of(hits, rows, .95);
    assertThat(interval.value()).isEqualTo((double) hits / rows);
    assertThat(interval.low()).isCloseTo(low, within(.00005));
    assertThat(interval.high()).isCloseTo(high, within(.00005));
  }
}
