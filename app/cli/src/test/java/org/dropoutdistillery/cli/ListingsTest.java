package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import org.junit.jupiter.api.Test;

class ListingsTest {
  @Test
  void recipesNamesEachBuiltInOne() {
    Terminal.Result result = Terminal.inProcess("recipes");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().count()).isEqualTo(new RecipeCatalog().names().size());
    assertThat(result.out()).contains("digits ", "digits-small ");
  }

  @Test
  void recipesPrintsOneThatCanBeReadAgain() {
    String printed = Terminal.inProcess("recipes", "digits-small").out();
    assertThat(RecipeJson.read("printed", printed))
        .isEqualTo(new RecipeCatalog().load("digits-small"));
  }

  @Test
  void smallStudentHasAtMostASeventhOfTheWeights() {
    var recipe = new RecipeCatalog().load("digits-small");
    int inputs = 64;
    long teacher = 0;
    for (var layer : recipe.teacher().layers()) {
      teacher += (inputs + 1L) * layer.units();
      inputs = layer.units();
    }
    teacher += (inputs + 1L) * 10;
    inputs = 64;
    long student = 0;
    for (int units : recipe.student().layers()) {
      student += (inputs + 1L) * units;
      inputs = units;
    }
    student += (inputs + 1L) * 10;
    assertThat(student * 7).isLessThanOrEqualTo(teacher);
  }

  @Test
  void datasetsSaysSizesSourceAndLicence() {
    Terminal.Result result = Terminal.inProcess("datasets");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "digits", "1797 rows (360 of them test rows), 64 features, 10 classes", "CC BY 4.0")
        .contains("fashion", "70000 rows (10000 of them test rows)", "licence: MIT")
        .contains("cancer", "569 rows (114 of them test rows), 30 features, 2 classes")
        .contains("moons", "1500 rows (600 of them test rows) unless told otherwise, 2 features")
        .contains("sine", "1 feature, a number to predict");
  }

  @Test
  void helpListsCommandsAndExitCodes() {
    Terminal.Result result = Terminal.inProcess("--help");
    assertThat(result.out()).contains("run", "recipes", "datasets", "Exit codes", "130");
    assertThat(Terminal.inProcess("run", "--help").out()).contains("--set", "--seed", "--json");
  }

  @Test
  void unknownCommandIsRefused() {
    assertThat(Terminal.inProcess("destil").exitCode()).isEqualTo(Distillery.WRONG_INPUT);
  }
}
