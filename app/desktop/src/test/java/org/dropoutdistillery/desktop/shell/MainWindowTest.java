package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages.Level;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.run.Recipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class MainWindowTest {
  private static final String RATE = "teacher.layers[0].dropRate";

  @TempDir Path folder;
  private WindowFixture fixture;

  @Start
  void start(Stage stage) {
    fixture = new WindowFixture(stage, folder);
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(fixture::close);
  }

  private static <N extends Node> N node(FxRobot robot, String id, Class<N> type) {
    return robot.lookup((Node node) -> id.equals(node.getId())).queryAs(type);
  }

  private Recipe recipe() {
    return fixture.workbench.recipe().get();
  }

  private void untilReady() throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == RunState.READY);
  }

  @Test
  void refusesAWrongValueAtItsControl(FxRobot robot) throws Exception {
    untilReady();
    Recipe before = recipe();
    TextField field = node(robot, "field:" + RATE, TextField.class);
    enter(robot, field, "1.5");
    Label problem = node(robot, "problem:" + RATE, Label.class);
    assertThat(problem.getText()).contains("1.5").contains("[0, 1)");
    assertThat(field.getPseudoClassStates()).extracting(Object::toString).contains("danger");
    assertThat(recipe()).isEqualTo(before);
    assertThat(fixture.workbench.state().get()).isEqualTo(RunState.READY);

    enter(robot, field, "0.25");
    assertThat(recipe().teacher().layers().get(0).dropRate()).isEqualTo(0.25);
    assertThat(robot.lookup((Node n) -> ("problem:" + RATE).equals(n.getId())).tryQuery())
        .isEmpty();
  }

  @Test
  void escapeGoesBackOnThePageThatShowsUnlessSomebodyWrites(FxRobot robot) throws Exception {
    untilReady();
    robot.interact(() -> fixture.window.root().requestFocus());
    robot.type(KeyCode.ESCAPE);
    assertThat(fixture.masks.wentBack).isZero();

    robot.interact(() -> fixture.window.select(fixture.masks));
    robot.interact(() -> fixture.window.root().requestFocus());
    robot.type(KeyCode.ESCAPE);
    assertThat(fixture.masks.wentBack).isEqualTo(1);

    robot.interact(() -> node(robot, "field:" + RATE, TextField.class).requestFocus());
    robot.type(KeyCode.ESCAPE);
    assertThat(fixture.masks.wentBack).isEqualTo(1);
  }

  private static void enter(FxRobot robot, TextField field, String text) {
    robot.interact(
        () -> {
          field.requestFocus();
          field.setText(text);
        });
    robot.type(KeyCode.ENTER);
  }

  @Test
  void aSliderTurnsItsValueAndUndoBringsItBack(FxRobot robot) throws Exception {
    untilReady();
    double before = recipe().teacher().layers().get(0).dropRate();
    Slider slider = node(robot, "key:" + RATE, Slider.class);
    robot.interact(() -> slider.setValue(0));
    assertThat(recipe().teacher().layers().get(0).dropRate()).isZero();
    TextField field = node(robot, "field:" + RATE, TextField.class);
    assertThat(field.getText()).isEqualTo("0");

    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    assertThat(recipe().teacher().layers().get(0).dropRate()).isEqualTo(before);
    assertThat(Double.parseDouble(field.getText())).isEqualTo(before);
  }

  @Test
  void aLiveValueActsWhileTheRunGoesOn(FxRobot robot) throws Exception {
    untilReady();
    robot.clickOn("#run");
    fixture.until(() -> fixture.workbench.hasWorkToLose());
    Slider slider = node(robot, "key:" + RATE, Slider.class);
    robot.interact(() -> slider.setValue(0.5));
    fixture.until(() -> !fixture.workbench.changes().isEmpty());
    assertThat(fixture.workbench.changes().get(0).key()).isEqualTo(RATE);
  }

  @Test
  void asksBeforeStepsAreLost(FxRobot robot) throws Exception {
    untilReady();
    robot.clickOn("#run");
    fixture.until(() -> fixture.workbench.hasWorkToLose());
    Recipe before = recipe();
    String key = "teacher.training.epochs";
    Slider slider = node(robot, "key:" + key, Slider.class);
    Platform.runLater(() -> slider.setValue(0)); // returns when the question is answered
    fixture.until(() -> robot.lookup("#no").tryQuery().isPresent());
    robot.clickOn("#no");
    assertThat(recipe()).isEqualTo(before);
    assertThat(fixture.workbench.hasWorkToLose()).isTrue();
  }

  @Test
  void findsAndRunsACommand(FxRobot robot) throws Exception {
    untilReady();
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    robot.write("recipe moons");
    robot.type(KeyCode.ENTER);
    assertThat(recipe().name()).isEqualTo("moons");
    assertThat(fixture.window.actions().search("").size())
        .isEqualTo(fixture.window.actions().all().size());
    robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
    assertThat(robot.lookup("#search-field").tryQuery()).isPresent();
    robot.type(KeyCode.ESCAPE);
    assertThat(robot.lookup("#search-field").tryQuery()).isEmpty();
  }

  @Test
  void switchesItsLookAndKeepsIt(FxRobot robot) {
    robot.clickOn("#dark");
    assertThat(Application.getUserAgentStylesheet()).contains("primer-dark");
    robot.clickOn("#present");
    assertThat(fixture.window.look()).isEqualTo(new Look(true, true));
    assertThat(fixture.preferences.values().look()).isEqualTo(new Look(true, true));
    robot.interact(() -> fixture.window.setLook(Look.LIGHT));
    assertThat(Application.getUserAgentStylesheet()).contains("primer-light");
  }

  @Test
  void afterAWrongFileOnlyAMessageIsNew(FxRobot robot) throws Exception {
    Path file = Files.writeString(folder.resolve("bad.csv"), "a,b,kind\n1,2,x\n3,oops,y\n4,5,x\n");
    untilReady();
    robot.clickOn("#run");
    fixture.until(() -> fixture.workbench.hasWorkToLose());
    Recipe before = recipe();
    robot.interact(() -> fixture.window.open(file));
    fixture.until(() -> robot.lookup("#open-own-data").tryQuery().isPresent());
    robot.clickOn("#open-own-data");
    fixture.until(() -> !fixture.messages.list().isEmpty());
    assertThat(fixture.messages.list().get(0).level()).isEqualTo(Level.ERROR);
    assertThat(fixture.messages.list().get(0).text())
        .contains("bad.csv", "line 3", "oops", "expected");
    Label banner = node(robot, "banner-text", Label.class);
    assertThat(banner.getText()).contains("line 3");
    assertThat(recipe()).isEqualTo(before);
    assertThat(fixture.workbench.state().get()).isEqualTo(RunState.RUNNING);
    assertThat(fixture.preferences.values().recent()).isEmpty();
  }

  @Test
  void opensATableOfOnesOwn(FxRobot robot) throws Exception {
    StringBuilder rows = new StringBuilder("kind;a;b\n");
    for (int i = 0; i < 80; i++) {
      rows.append(i % 2 == 0 ? "even" : "odd").append(';').append(i % 2).append(';').append(i);
      rows.append('\n');
    }
    Path file = Files.writeString(folder.resolve("own rows.csv"), rows);
    untilReady();
    robot.interact(() -> fixture.window.open(file));
    fixture.until(() -> robot.lookup("#label-column").tryQuery().isPresent());
    ComboBox<String> label = robot.lookup("#label-column").queryComboBox();
    assertThat(label.getItems()).containsExactly("kind", "a", "b");
    robot.interact(() -> label.getSelectionModel().select("kind"));
    robot.clickOn("#open-own-data");
    fixture.until(() -> recipe().name().equals("own-rows"));
    untilReady();
    assertThat(fixture.workbench.data().get().dataset().rows()).isEqualTo(80);
    assertThat(fixture.preferences.values().recent())
        .isEqualTo(List.of(file.toAbsolutePath().toString()));
  }

  @Test
  void onAProjectorTheRecipeGivesWayUntilItIsWanted(FxRobot robot) throws Exception {
    untilReady();
    Slider slider = node(robot, "key:" + RATE, Slider.class);
    Node menu = node(robot, "menu", Node.class);
    assertThat(isSeen(slider)).isTrue();
    robot.interact(() -> fixture.window.setLook(new Look(false, true)));
    assertThat(isSeen(slider)).isFalse();
    robot.clickOn("#recipe-panel");
    assertThat(isSeen(slider)).isTrue();
    robot.clickOn("#recipe-panel");
    assertThat(isSeen(slider)).isFalse();

    robot.interact(() -> fixture.window.reveal(slider));
    assertThat(isSeen(slider)).isTrue();
    robot.interact(() -> fixture.window.reveal(menu));
    assertThat(isSeen(slider)).isFalse();
    robot.interact(() -> fixture.window.setLook(Look.LIGHT));
    assertThat(isSeen(slider)).isTrue();
    robot.push(KeyCode.F9);
    assertThat(isSeen(slider)).isFalse();
  }

  private static boolean isSeen(Node node) {
    return node == null || (node.isVisible() && isSeen(node.getParent()));
  }

  @Test
  void everyCommandHasWordsAndEveryRecipeAndPageIsOne() {
    Commands commands = fixture.window.actions();
    assertThat(commands.all()).allMatch(command -> !command.action().getText().isBlank());
    assertThat(commands.all())
        .extracting(Commands.Command::id)
        .contains("recipe:digits", "recipe:sine", "page:Gap", "page:Masks", "look:projector");
  }
}
