package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.run.Recipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** No step that is saved nowhere is lost without a question, and none is asked for nothing. */
@ExtendWith(ApplicationExtension.class)
class AskingTest {
  private static final String UNITS = "teacher.layers[0].units";
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

  private Recipe recipe() {
    return fixture.workbench.recipe().get();
  }

  private void untilReady() throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == RunState.READY);
  }

  /** Does one step, so that there is something to lose. */
  private void step(FxRobot robot) throws Exception {
    untilReady();
    robot.interact(() -> fixture.window.actions().run("step"));
    fixture.until(() -> fixture.workbench.state().get() == RunState.PAUSED);
    assertThat(fixture.workbench.hasWorkToLose()).isTrue();
  }

  private void edit(FxRobot robot, String key, String json) {
    robot.interact(() -> fixture.workbench.set(key, json, false));
  }

  /** Has a command done, which returns when its question is answered. */
  private void command(String id) {
    Platform.runLater(() -> fixture.window.actions().run(id));
  }

  private static boolean asks(FxRobot robot) {
    return robot.lookup("#no").tryQuery().isPresent();
  }

  private void answer(FxRobot robot, String button) throws Exception {
    fixture.until(() -> asks(robot));
    robot.clickOn(button);
    fixture.until(() -> !asks(robot));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "new-seed", "undo", "recipe:moons"})
  void asksAndKeepsTheRunOrBeginsAnew(String command, FxRobot robot) throws Exception {
    untilReady();
    edit(robot, UNITS, "7");
    step(robot);
    Recipe before = recipe();
    command(command);
    answer(robot, "#no");
    assertThat(recipe()).isEqualTo(before);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);
    assertThat(fixture.workbench.canUndo().get()).isTrue();

    command(command);
    answer(robot, "#yes");
    untilReady();
    assertThat(recipe().equals(before)).isEqualTo(command.equals("reset"));
    assertThat(fixture.workbench.hasWorkToLose()).isFalse();
  }

  @Test
  void asksBeforeARedoThatBeginsAnew(FxRobot robot) throws Exception {
    untilReady();
    edit(robot, UNITS, "7");
    untilReady();
    robot.interact(() -> fixture.window.actions().run("undo"));
    step(robot);
    Recipe before = recipe();
    command("redo");
    answer(robot, "#no");
    assertThat(recipe()).isEqualTo(before);
    command("redo");
    answer(robot, "#yes");
    assertThat(recipe().teacher().layers().get(0).units()).isEqualTo(7);
  }

  @Test
  void asksNothingForALiveChangeThatIsTakenBackAndDoneAgain(FxRobot robot) throws Exception {
    step(robot);
    edit(robot, RATE, "0.35");
    for (String command : List.of("undo", "redo")) {
      robot.interact(() -> fixture.window.actions().run(command));
      assertThat(asks(robot)).as(command).isFalse();
    }
    assertThat(recipe().teacher().layers().get(0).dropRate()).isEqualTo(.35);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);
  }

  @Test
  void asksNothingWhereNothingIsLost(FxRobot robot) throws Exception {
    untilReady();
    long seed = recipe().seed();
    for (String command : List.of("reset", "new-seed", "recipe:moons")) {
      robot.interact(() -> fixture.window.actions().run(command));
      assertThat(asks(robot)).as(command).isFalse();
      untilReady();
    }
    assertThat(recipe().name()).isEqualTo("moons");
    assertThat(recipe().seed()).isEqualTo(seed);

    step(robot);
    robot.interact(() -> fixture.window.actions().run("stop"));
    fixture.until(() -> fixture.workbench.state().get() == RunState.FINISHED);
    robot.interact(() -> fixture.window.actions().run("new-seed"));
    assertThat(asks(robot)).isFalse();
    untilReady();
  }

  @Test
  void aSeedThatIsTypedInIsAskedForOnceAndTakenBackWithTheAnswer(FxRobot robot) throws Exception {
    step(robot);
    AtomicInteger questions = countQuestions(robot);
    long before = recipe().seed();
    type(robot, "#seed", "77");
    answer(robot, "#no");
    assertThat(recipe().seed()).isEqualTo(before);
    TextField field = robot.lookup("#seed").query();
    assertThat(field.getText()).isEqualTo(Long.toString(before));

    type(robot, "#seed", "77");
    answer(robot, "#yes");
    fixture.until(() -> recipe().seed() == 77);
    assertThat(asks(robot)).isFalse();
    assertThat(questions).hasValue(2);
    untilReady();
  }

  @Test
  void aValueThatIsTypedInIsAskedForOnceAndTakenBackWithTheAnswer(FxRobot robot) throws Exception {
    step(robot);
    AtomicInteger questions = countQuestions(robot);
    int before = recipe().teacher().layers().get(0).units();
    TextField field = robot.lookup(node -> ("key:" + UNITS).equals(node.getId())).query();
    enter(robot, field, "7");
    answer(robot, "#no");
    assertThat(field.getText()).isEqualTo(Integer.toString(before));
    assertThat(recipe().teacher().layers().get(0).units()).isEqualTo(before);
    enter(robot, field, "7");
    answer(robot, "#yes");
    fixture.until(() -> recipe().teacher().layers().get(0).units() == 7);
    assertThat(asks(robot)).isFalse();
    assertThat(questions).hasValue(2);
  }

  private static AtomicInteger countQuestions(FxRobot robot) {
    AtomicInteger count = new AtomicInteger();
    Pane layer = robot.lookup(".overlay").query();
    layer
        .visibleProperty()
        .addListener((visible, before, now) -> count.addAndGet(Boolean.TRUE.equals(now) ? 1 : 0));
    return count;
  }

  private static void type(FxRobot robot, String id, String text) {
    enter(robot, robot.lookup(id).query(), text);
  }

  private static void enter(FxRobot robot, TextField field, String text) {
    robot.interact(
        () -> {
          field.requestFocus();
          field.setText(text);
        });
    robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
  }
}
