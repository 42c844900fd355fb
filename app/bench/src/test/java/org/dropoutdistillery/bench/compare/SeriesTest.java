package org.dropoutdistillery.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(Series.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Series.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
  }

  @Test
  void knowsItsSpread() {
    Series series = new Series("engine/a/step", "ms", "", List.of(3.0, 1.5, 2.0));
    assertThat(series.least()).isEqualTo(1.5);
    assertThat(series.most()).isEqualTo(3);
    assertThat(series.text()).isEqualTo("2.00 ms");
  }

  @Test
  void numbersHaveThreeDigitsWhateverTheirSize() {
    assertThat(Series.number(0.0056789)).isEqualTo("0.00568");
    assertThat(Series.number(12.345)).isEqualTo("12.3");
    assertThat(Series.number(4321.4)).isEqualTo("4321");
    assertThat(Series.number(0)).isEqualTo("0");
  }

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(() -> new Series("engine/a/step", "ms", "", List.of()))
        .hasMessageContaining("engine/a/step");
  }
}
