package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeCatalogTest {
  private static final RecipeCatalog CATALOG = new RecipeCatalog();
  private static final Map<String, String> QUICK =
      Map.of(
          "teacher.training.epochs", "2",
          "student.training.epochs", "2",
          "evaluation.finalPasses", "20",
          "evaluation.passes", "20",
          "evaluation.bootstrapResamples", "200");

  static List<String> names() {
    return CATALOG.names();
  }

  static List<String> smallSets() {
    return names().stream()
        .filter(name -> !CATALOG.load(name).data().dataset().equals("fashion"))
        .toList();
  }

  @Test
  void everyDataSetHasARecipeOfItsName() {
    assertThat(CATALOG.names()).containsAll(new DatasetCatalog().names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aRecipeFitsItsDataAndShowsBothHalvesOfItsRunAsCurves(String name) throws Exception {
    Recipe recipe = CATALOG.load(name);
    assertThat(recipe.name()).isEqualTo(name);
    try (Workers workers = new Workers(1)) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      run.step();
      long evaluations = run.totalSteps() / recipe.evaluation().everySteps();
      assertThat(evaluations).isBetween(20L, 200L);
    }
  }

  @ParameterizedTest
  @MethodSource("smallSets")
  void aShortRunOfASmallSetComesToItsEnd(String name) throws Exception {
    Recipe recipe = CATALOG.load(name, QUICK);
    try (Workers workers = new Workers(2)) {
      RunOutcome outcome =
          new RunDriver(new Run(recipe, RunData.load(recipe), workers), point -> {}, false).drive();
      assertThat(outcome.isComplete()).isTrue();
      assertThat(outcome.test().report().headline().value()).isFinite();
    }
  }
}
