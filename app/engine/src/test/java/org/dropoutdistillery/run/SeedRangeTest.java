package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedRangeTest {
  @Test
  void rangesAndSingleSeedsStandInTheirOrder() {
    assertThat(SeedRange.parse("1-3")).containsExactly(1L, 2L, 3L);
    assertThat(SeedRange.parse("7, 1-2,-4")).containsExactly(7L, 1L, 2L, -4L);
    assertThat(SeedRange.parse("-3--1")).containsExactly(-3L, -2L, -1L);
    assertThat(SeedRange.parse("5")).containsExactly(5L);
    assertThat(SeedRange.parse("1-1000")).hasSize(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ten | expected seeds such as",
        "'' | expected seeds such as",
        "1, | expected seeds such as",
        "1.5 | expected seeds such as",
        "3-1 | runs backwards",
        "1-3,2 | seed 2 stands twice",
        "1-1001 | at most 1000",
        "0-999999999999999999 | at most 1000"
      })
  void whatIsNoListOfSeedsIsRefused(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeedRange.parse(text))
        .withMessageContaining('"' + text + '"')
        .withMessageContaining(problem);
  }
}
