package org.dropoutdistillery.desktop.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.masks.Pictures;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Tasks;
import org.dropoutdistillery.desktop.shell.Commands;
import org.dropoutdistillery.desktop.shell.Dress;
import org.dropoutdistillery.store.ListedRun;
import org.dropoutdistillery.store.RunShelf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class RunsPageTest {
  @TempDir Path home;
  private final Comparison comparison = new Comparison();
  private final Commands commands = new Commands();
  private final FakeDesk desk = new FakeDesk();
  private Stage stage;
  private Path folder;
  private RunsModel model;
  private RunsPage page;
  private Scene scene;

  private static final class FakeDesk implements RunsDesk {
    private final List<String> questions = new ArrayList<>();
    private final List<Path> opened = new ArrayList<>();
    private final List<Path> openedRuns = new ArrayList<>();
    private boolean answer;

    @Override
    public void openRun(Path folder) {
      openedRuns.add(folder);
    }

    @Override
    public void openRecipe(Path file) {
      opened.add(file);
    }

    @Override
    public boolean ask(String title, String text, String yes, String no) {
      questions.add(text);
      return answer;
    }

    @Override
    public void showPage(String title) {}
  }

  @Start
  void start(Stage newStage) {
    stage = newStage;
  }

  private void open(FxRobot robot, String... names) throws IOException {
    folder = home.resolve("runs");
    int minutes = 10;
    for (String name : names) {
      SavedRuns.put(folder, name, minutes++);
    }
    robot.interact(
        () -> {
          RunShelf shelf = new RunShelf(folder, home.resolve("bin"));
          model =
              new RunsModel(
                  shelf,
                  comparison,
                  new Messages(),
                  new SimpleObjectProperty<>(),
                  Runnable::run,
                  Runnable::run);
          page = new RunsPage(model, new Browser(List.of("true")));
          page.join(desk, commands, new Tasks());
          scene = new Scene(page.view(), 988, 752);
          Dress.put(Look.LIGHT, scene);
          stage.setScene(scene);
          stage.show();
          page.refresh(System.nanoTime());
        });
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(stage::hide);
  }

  private TableView<ListedRun> table(FxRobot robot) {
    return robot.lookup("#runs-table").queryTableView();
  }

  private List<String> names(FxRobot robot) {
    return table(robot).getItems().stream().map(ListedRun::name).toList();
  }

  private void select(FxRobot robot, int... rows) {
    robot.interact(
        () -> {
          table(robot).requestFocus();
          table(robot).getSelectionModel().clearSelection();
          for (int row : rows) {
            table(robot).getSelectionModel().select(row);
          }
        });
  }

  private static String text(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Label.class).getText();
  }

  private static boolean isDisabled(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Button.class).isDisabled();
  }

  @Test
  void saysWhatWillComeWhereThereAreNone(FxRobot robot) throws IOException {
    open(robot);
    assertThat(text(robot, "#runs-empty")).contains("listed here").contains(folder.toString());
    assertThat(text(robot, "#runs-count")).startsWith("0 runs");
    for (String id : new String[] {"#runs-compare", "#runs-rename", "#runs-delete"}) {
      assertThat(isDisabled(robot, id)).as(id).isTrue();
    }
  }

  @Test
  void filtersAndKeepsWhatIsSelected(FxRobot robot) throws IOException {
    open(robot, "one", "two", "three");
    select(robot, 1);
    robot.interact(() -> robot.lookup("#runs-filter").queryAs(TextField.class).setText("tWo"));
    assertThat(names(robot)).containsExactly("two");
    assertThat(text(robot, "#runs-count")).startsWith("1 of 3 runs");
    robot.interact(() -> robot.lookup("#runs-filter").queryAs(TextField.class).clear());
    SavedRuns.put(folder, "newest", 1);
    robot.clickOn("#runs-refresh");
    assertThat(names(robot)).containsExactly("newest", "one", "two", "three");
    assertThat(table(robot).getSelectionModel().getSelectedItems())
        .extracting(ListedRun::name)
        .containsExactly("two");
    assertThat(text(robot, "#runs-details"))
        .startsWith(folder.resolve("two").toString())
        .contains("recipe digits, seed 1");
  }

  @Test
  void sortsByNumbersAndNotByTheirLetters(FxRobot robot) throws IOException {
    open(robot, "small", "large");
    SavedRuns.edit(folder.resolve("small"), "\"seed\" : 1,", "\"seed\" : 9,");
    SavedRuns.edit(folder.resolve("large"), "\"seed\" : 1,", "\"seed\" : 10,");
    robot.clickOn("#runs-refresh");
    robot.interact(
        () -> {
          var seed =
              table(robot).getColumns().stream()
                  .filter(column -> column.getText().equals("Seed"))
                  .findFirst()
                  .orElseThrow();
          table(robot).getSortOrder().add(seed);
        });
    assertThat(names(robot)).containsExactly("small", "large");
  }

  @Test
  void aNameIsTypedInPlace(FxRobot robot) throws Exception {
    open(robot, "one", "two");
    select(robot, 0);
    robot.push(KeyCode.F2);
    WaitForAsyncUtils.waitForFxEvents();
    WaitForAsyncUtils.waitFor(
        10, TimeUnit.SECONDS, () -> robot.lookup("#runs-table .text-field").tryQuery().isPresent());
    robot.interact(
        () -> robot.lookup("#runs-table .text-field").queryAs(TextField.class).setText("mine"));
    robot.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitForFxEvents();

    assertThat(names(robot)).containsExactly("mine", "two");
    assertThat(folder.resolve("one/name.txt")).hasContent("mine");
    assertThat(desk.openedRuns).as("Enter only ended the name").isEmpty();
  }

  @Test
  void deletesWithAKeyAndTakesItBackWithAButton(FxRobot robot) throws IOException {
    open(robot, "one", "two");
    select(robot, 0);
    robot.push(KeyCode.DELETE);
    assertThat(names(robot)).containsExactly("two");
    assertThat(text(robot, "#runs-undo-text")).isEqualTo("'one' lies in the bin");
    robot.clickOn("#runs-undo");
    assertThat(names(robot)).containsExactly("one", "two");
    assertThat(robot.lookup("#runs-undo-bar").query().isVisible()).isFalse();
  }

  @Test
  void asksBeforeTheBinIsEmptiedAndSaysHowMuchThatFrees(FxRobot robot) throws IOException {
    open(robot, "one", "two");
    long bytes = model.runs().get().get(0).bytes();
    robot.interact(() -> model.discard(List.of(model.runs().get().get(0))));
    robot.interact(() -> commands.run("runs:empty-bin"));
    assertThat(desk.questions.get(0)).contains("1 run ").contains(RunsText.size(bytes));
    assertThat(model.bin().get()).hasSize(1);
    desk.answer = true;
    robot.interact(() -> commands.run("runs:empty-bin"));
    assertThat(model.bin().get()).isEmpty();
    assertThat(commands.action("runs:empty-bin").isDisabled()).isTrue();
  }

  @Test
  void opensARunByKeyMouseButtonAndSearch(FxRobot robot) throws IOException {
    open(robot, "one", "two");
    select(robot, 1);
    robot.push(KeyCode.ENTER);
    robot.clickOn("#runs-open");
    robot.interact(() -> commands.run("runs:open"));
    robot.doubleClickOn("one");
    Path two = folder.resolve("two");
    assertThat(desk.openedRuns).containsExactly(two, two, two, folder.resolve("one"));
    assertThat(table(robot).getEditingCell()).as("two clicks type no name").isNull();
    assertThat(table(robot).getContextMenu().getItems().get(0).getText()).isEqualTo("Open");

    select(robot, 0, 1);
    assertThat(isDisabled(robot, "#runs-open")).as("one at a time").isTrue();
    robot.push(KeyCode.ENTER);
    robot.doubleClickOn(".column-header-background");
    assertThat(desk.openedRuns).hasSize(4);
    assertThat(comparison.list()).isEmpty();
  }

  @Test
  void comparesWithAKeyAndOpensRecipesAndCopiesPaths(FxRobot robot) throws IOException {
    open(robot, "one", "two");
    select(robot, 0, 1);
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(comparison.list()).hasSize(2);
    assertThat(isDisabled(robot, "#runs-recipe")).isTrue();
    select(robot, 1);
    robot.clickOn("#runs-recipe");
    assertThat(desk.opened).containsExactly(folder.resolve("two/recipe.json"));
    robot.interact(() -> commands.run("runs:path"));
    robot.interact(
        () ->
            assertThat(Clipboard.getSystemClipboard().getString())
                .isEqualTo(folder.resolve("two").toAbsolutePath().toString()));
    List<String> offered =
        table(robot).getContextMenu().getItems().stream().map(MenuItem::getText).toList();
    assertThat(offered).contains("Compare", "Rename", "Delete", "Open report", "Copy path");
  }

  @Test
  void aDamagedRunSaysWhatIsWrongAndOnlyRenamesAndDeletes(FxRobot robot) throws IOException {
    open(robot, "good", "cut");
    Files.writeString(folder.resolve("cut/summary.json"), "{");
    SavedRuns.age(folder.resolve("cut/summary.json"), 30);
    robot.clickOn("#runs-refresh");
    select(robot, 1);
    assertThat(text(robot, "#runs-details")).contains("summary.json: damaged");
    assertThat(isDisabled(robot, "#runs-open")).isTrue();
    assertThat(isDisabled(robot, "#runs-compare")).isTrue();
    assertThat(isDisabled(robot, "#runs-delete")).isFalse();
    select(robot, 0, 1);
    robot.push(KeyCode.DELETE);
    assertThat(names(robot)).isEmpty();
  }

  @Test
  void looksRightInEveryLook(FxRobot robot) throws IOException {
    open(robot, "digits-7", "digits-8", "digits-9", "digits-small-1", "iris-4", "digits-10");
    SavedRuns.edit(folder.resolve("digits-8"), "\"completed\" : true", "\"completed\" : false");
    SavedRuns.edit(folder.resolve("digits-8"), "\"totalSteps\" : 84", "\"totalSteps\" : 12400");
    Files.writeString(folder.resolve("iris-4/summary.json"), "{");
    SavedRuns.age(folder.resolve("iris-4/summary.json"), 300);
    robot.interact(
        () -> {
          model.refresh();
          model.compare(model.runs().get().subList(0, 2));
          model.discard(model.runs().get().subList(3, 4));
        });
    select(robot, 0);
    Path target = Files.createDirectories(Path.of("target", "pictures"));
    for (Look look : Pictures.LOOKS) {
      robot.interact(
          () -> {
            Dress.put(look, scene);
            page.setLook(look);
          });
      WaitForAsyncUtils.waitForFxEvents();
      WaitForAsyncUtils.sleep(300, TimeUnit.MILLISECONDS);
      new Pictures(target).take(robot, scene, look, "runs");
      Pictures.requireNothingClipped(page.view(), look);
      for (Node button : robot.lookup(".runs-bar .button").queryAll()) {
        double right = button.localToScene(button.getLayoutBounds()).getMaxX();
        assertThat(right).as("%s %s", button, look).isLessThanOrEqualTo(scene.getWidth());
      }
    }
  }
}
