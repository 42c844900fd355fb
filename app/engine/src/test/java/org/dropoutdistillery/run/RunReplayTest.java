package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.dropoutdistillery.store.MetricsCsv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same recipe gives the same bits. */
class RunReplayTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theSameRecipeGivesTheSameBitsOnAnyNumberOfWorkers(int count) {
    RunOutcome expected = TinyRun.drive(TinyRun.recipe(), TinyRun.DIGITS, 2);
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe(), TinyRun.DIGITS, count);

    TinyRun.assertSameBits(outcome, expected);
    assertThat(outcome.test().report())
        .usingRecursiveComparison()
        .isEqualTo(expected.test().report());
  }

  @Test
  void anotherSeedGivesAnotherRun() {
    RunOutcome one = TinyRun.drive(TinyRun.recipe());
    RunOutcome other = TinyRun.drive(TinyRun.recipe().withSeed(2));

    assertThat(MetricsCsv.of(other.curve())).isNotEqualTo(MetricsCsv.of(one.curve()));
    for (int i = 0; i < one.curve().size(); i++) {
      assertThat(TinyRun.gap(other.curve().get(i)).standard().nll().value())
          .isNotEqualTo(TinyRun.gap(one.curve().get(i)).standard().nll().value());
    }
  }

  @Test
  void howOftenItIsEvaluatedDoesNotChangeTheWeights() {
    RunOutcome often = TinyRun.drive(TinyRun.recipe("evaluation.everySteps", "1"));
    RunOutcome seldom = TinyRun.drive(TinyRun.recipe("evaluation.everySteps", "1000"));

    assertThat(TinyRun.bits(often.teacher())).isDeepEqualTo(TinyRun.bits(seldom.teacher()));
    assertThat(TinyRun.bits(often.student())).isDeepEqualTo(TinyRun.bits(seldom.student()));
  }
}
