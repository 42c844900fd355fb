package org.dropoutdistillery.desktop.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void numbersStayWithTheirUnitsAndIntervals() {
    String set = Words.unbroken("It closes 96.7 % [96.0, 97.1] of the gap; T ≈ 109 [91, 127].");
    assertThat(List.of(set.split(" ")))
        .containsExactly(
            "It",
            "closes",
            "96.7\u00A0%\u00A0[96.0,\u00A097.1]",
            "of",
            "the",
            "gap;",
            "T\u00A0≈\u00A0109\u00A0[91,\u00A0127].");
    assertThat(Words.unbroken("T = 32 is enough")).isEqualTo("T\u00A0=\u00A032 is enough");
  }

  @Test
  void otherWordsStayAsTheyAre() {
    assertThat(Words.unbroken("")).isEmpty();
    assertThat(Words.unbroken(" a [b] c ")).isEqualTo(" a [b] c ");
  }
}
