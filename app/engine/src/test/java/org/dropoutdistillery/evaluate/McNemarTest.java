package org.dropoutdistillery.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void publishedExample() {
    // Fagerland, Lydersen, Laake 2013, airway hyper-responsiveness: 1 against 7 discordant pairs,
    // exact conditional p = .070, mid-p = .039. By hand 2 (1 + 8)/256 and 8/256 less.
    McNemar test = McNemar.of(1, 7);
    assertThat(test.exact()).isCloseTo(18.0 / 256, within(1e-14));
    assertThat(test.mid()).isCloseTo(10.0 / 256, within(1e-14));
    assertThat(McNemar.of(7, 1).mid()).isEqualTo(test.mid());
  }

  @Test
  void equalCountsAndNoneShowNothing() {
    assertThat(McNemar.of(0, 0)).isEqualTo(new McNemar(0, 0, 1, 1));
    // 1 − ½ · 6/16.
    assertThat(McNemar.of(2, 2).exact()).isEqualTo(1);
    assertThat(McNemar.of(2, 2).mid()).isCloseTo(1 - 3.0 / 16, within(1e-14));
  }

  @Test
  void theExactTestNeverRejectsTooOftenAndTheOtherIsNearerItsLevel() {
    double exactLevels = 0;
    double midLevels = 0;
    for (int n = 6; n <= 60; n++) {
      double exact = 0;
      double mid = 0;
      double probability = Math.pow(.5, n);
      for (int b = 0; b <= n; b++) {
        McNemar test = McNemar.of(b, n - b);
        exact += test.exact() <= .05 ? probability : 0;
        mid += test.mid() <= .05 ? probability : 0;
        probability *= (n - b) / (b + 1.0);
      }
      assertThat(exact).as("n = %d", n).isLessThanOrEqualTo(.05);
      exactLevels += exact / 55;
      midLevels += mid / 55;
    }
    // Given n, the mid-p test is above its level for some n and below for others.
    assertThat(midLevels).isBetween(.04, .052);
    assertThat(exactLevels).isLessThan(.035);
  }

  @Test
  void manyRowsCanBeTested() {
    // z = 200 / √10 000 = 2: p = .0455.
    assertThat(McNemar.of(5100, 4900).mid()).isCloseTo(.0455, within(.0002));
  }

  @Test
  void countsMustNotBeNegative() {
    assertThatThrownBy(() -> McNemar.of(-1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 and 4");
  }
}
