package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Phase;
import org.junit.jupiter.api.Test;

class PhaseSpanTest {
  private static final GapReport REPORT = SampleRun.report(1, 0.1, 0.01);

  @Test
  void aPhaseBeginsWhereTheOneBeforeEnded() {
    assertThat(
            PhaseSpan.of(
                List.of(
                    point(0, Phase.TEACHER),
                    point(100, Phase.TEACHER),
                    point(150, Phase.STUDENT),
                    point(200, Phase.STUDENT),
                    point(250, Phase.TEACHER))))
        .containsExactly(
            new PhaseSpan(Phase.TEACHER, 0, 100),
            new PhaseSpan(Phase.STUDENT, 100, 200),
            new PhaseSpan(Phase.TEACHER, 200, 250));
  }

  @Test
  void aThemeNeedsASize() {
    assertThatThrownBy(() -> new Theme(Palette.LIGHT, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale 0.0: expected a finite number above 0");
  }

  private static EvaluationPoint point(long step, Phase phase) {
    return SampleRun.point(step, phase, 1, 1, REPORT);
  }
}
