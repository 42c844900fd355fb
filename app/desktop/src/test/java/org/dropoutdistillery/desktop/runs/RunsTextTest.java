package org.dropoutdistillery.desktop.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.dropoutdistillery.evaluate.Interval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunsTextTest {
  /** No more characters than the columns have room for. */
  @ParameterizedTest
  @CsvSource({
    ".08617, 0.0862",
    ".00087249, 0.000872",
    ".0000772, 0.000077",
    "-.0000072, -0.0000072"
  })
  void distancesAreShort(double value, String text) {
    assertThat(RunsText.distance(new Interval(value, value, value))).isEqualTo(text);
  }
}
