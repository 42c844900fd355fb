package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SeedStudyTest {
  private static final List<TestResult> RESULTS = new ArrayList<>();

  @BeforeAll
  static void runThreeSeeds() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      Recipe recipe =
          new RecipeCatalog()
              .load(
                  "moons",
                  Map.of(
                      "seed", Long.toString(seed),
                      "teacher.training.epochs", "20",
                      "student.training.epochs", "10",
                      "evaluation.passes", "20",
                      "evaluation.finalPasses", "100",
                      "evaluation.bootstrapResamples", "200"));
      try (Workers workers = new Workers(1)) {
        Run run = new Run(recipe, RunData.load(recipe), workers);
        RESULTS.add(new RunDriver(run, point -> {}, false).drive().test());
      }
    }
  }

  private static SeedFigure figure(List<TestResult> results, String key) {
    return SeedStudy.figures(results, .95, Map.of(key, .5)).stream()
        .filter(figure -> figure.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void differencesArePairedWithinEachSeed() {
    SeedFigure figure = figure(RESULTS, "studentMinusMc.nll");
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      GapReport report = (GapReport) RESULTS.get(i).report();
      double difference = report.student().nll().value() - report.monteCarlo().nll().value();
      assertThat(figure.perSeed().get(i)).isEqualTo(difference);
      sum += difference;
    }
    assertThat(figure.comparison().mean()).isCloseTo(sum / 3, within(1e-15));
    assertThat(figure.comparison().seeds()).isEqualTo(3);
    assertThat(figure.margin()).isEqualTo(.5);
    assertThat(figure.comparison().isEquivalentWithin(.5)).isTrue();
  }

  @Test
  void theHeadlineAndTheRoadsAreAmongTheFigures() {
    SeedFigure headline = figure(RESULTS, "headline");
    assertThat(headline.perSeed())
        .containsExactlyElementsOf(
            RESULTS.stream().map(test -> test.report().headline().value()).toList());
    SeedFigure moments = figure(RESULTS, "moments.studentAdvantage");
    assertThat(moments.perSeed().get(1))
        .isEqualTo(RESULTS.get(1).roads().get(0).report().studentAdvantage().value());
  }

  @Test
  void aFigureThatOneSeedDoesNotHaveIsNotCompared() {
    TestResult first = RESULTS.get(0);
    TestResult refused =
        new TestResult(
            first.report(),
            first.costs(),
            List.of(RoadResult.refused(Road.MOMENTS, "for a test")),
            first.averaging());
    SeedFigure moments = figure(List.of(RESULTS.get(1), refused), "moments.gapClosed");
    assertThat(moments.comparison()).isNull();
    assertThat(moments.perSeed().get(0)).isFinite();
    assertThat(moments.perSeed().get(1)).isNaN();
  }

  @Test
  void marginsAreForDifferencesOfPredictors() {
    assertThat(SeedStudy.marginKeys(false))
        .contains("studentMinusMc.error", "studentMinusStandard.brier")
        .doesNotContain("gapClosed");
    assertThat(SeedStudy.marginKeys(true)).contains("studentMinusMc.rmse");
  }
}
