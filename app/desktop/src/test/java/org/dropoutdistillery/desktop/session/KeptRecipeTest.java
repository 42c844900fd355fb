package org.dropoutdistillery.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KeptRecipeTest {
  @TempDir private Path folder;
  private final Messages messages = new Messages();

  private Preferences preferences() {
    return new Preferences(folder.resolve("home"), messages);
  }

  /** As the next start would. */
  private Recipe read() {
    return new KeptRecipe(preferences(), messages).read();
  }

  @Test
  void firstOfAllTheUsualRecipe() {
    assertThat(read().name()).isEqualTo("digits");
    assertThat(messages.list()).isEmpty();
  }

  @Test
  void aBuiltInRecipeIsThereAgain() {
    preferences().setRecipe("moons");
    assertThat(read().name()).isEqualTo("moons");
  }

  @Test
  void aRecipeFileIsReadAgain() throws IOException {
    Recipe mine = TinyBench.recipe("teacher.training.epochs", "3");
    Path file = Files.writeString(folder.resolve("mine.json"), RecipeJson.write(mine));
    preferences().setRecipe(file.toString());
    assertThat(read()).isEqualTo(mine);
  }

  @Test
  void ownDataAreThereAgainWithTheirRecipe() {
    Recipe own = TinyBench.recipe("data.dataset", "own.csv", "data.testFraction", "0.2");
    preferences().setOwnRecipe(own);
    assertThat(read()).isEqualTo(own);
    assertThat(messages.list()).isEmpty();
  }

  @Test
  void valuesOfThePanelAreThereAgain() {
    Preferences preferences = preferences();
    preferences.setRecipe("moons");
    KeptRecipe kept = new KeptRecipe(preferences, messages);
    try (Workbench workbench =
        new Workbench(kept.read(), new RunArchive(folder.resolve("runs")), messages)) {
      kept.keep(workbench);
      assertThat(preferences.values().recipe()).isEqualTo("moons");

      workbench.set("teacher.layers[0].dropRate", "0.125", false);
      kept.keep(workbench);
      assertThat(read()).isEqualTo(workbench.recipe().get());
      assertThat(read().teacher().layers().get(0).dropRate()).isEqualTo(0.125);
    }
  }

  @Test
  void aRecipeThatMakesItsChangesAgainStaysWhole() throws IOException {
    Recipe whole =
        TinyBench.recipe()
            .withChanges(List.of(new LiveChange(3, "teacher.layers[0].dropRate", 0.25)));
    Path file = Files.writeString(folder.resolve("whole.json"), RecipeJson.write(whole));
    Preferences preferences = preferences();
    preferences.setRecipe(file.toString());
    KeptRecipe kept = new KeptRecipe(preferences, messages);
    try (Workbench workbench =
        new Workbench(kept.read(), new RunArchive(folder.resolve("runs")), messages)) {
      kept.keep(workbench);
    }
    assertThat(read()).isEqualTo(whole);
  }

  @Test
  void afterAFileThatIsGoneOrDamagedTheUsualOneIsOpened() throws IOException {
    Path gone = folder.resolve("gone.json");
    preferences().setRecipe(gone.toString());
    assertThat(read().name()).isEqualTo("digits");
    assertThat(messages.list().get(0).text()).contains("gone.json", "no such file", "digits");
    assertThat(read().name()).isEqualTo("digits");
    assertThat(messages.list()).hasSize(1);

    Path damaged = Files.writeString(folder.resolve("damaged.json"), "{\"teacher\": 7");
    preferences().setRecipe(damaged.toString());
    assertThat(read().name()).isEqualTo("digits");
    assertThat(messages.list().get(1).text()).contains("damaged.json", "digits");

    preferences().setRecipe("\0");
    assertThat(read().name()).isEqualTo("digits");
  }

  @Test
  void whereItsDataAreGoneTheUsualOneTakesItsPlace() {
    preferences()
        .setOwnRecipe(TinyBench.recipe("data.dataset", "gone.csv", "data.testFraction", "0.2"));
    Preferences preferences = preferences();
    KeptRecipe kept = new KeptRecipe(preferences, messages);
    try (Workbench workbench =
        new Workbench(kept.read(), new RunArchive(folder.resolve("runs")), messages)) {
      kept.replaceIfItCannotBegin(workbench);
      TinyBench.await(workbench, RunState.READY);
      assertThat(workbench.recipe().get()).isEqualTo(kept.usual().settled());
      assertThat(messages.list().get(0).text()).contains("gone.csv");
      assertThat(preferences.values().recipe()).isNull();

      workbench.open(TinyBench.recipe("data.dataset", "gone.csv", "data.testFraction", "0.2"));
      TinyBench.await(workbench, RunState.FAILED);
    }
  }
}
