package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.run.Recipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a person does to the recipe and its run by mouse and keyboard. */
@ExtendWith(ApplicationExtension.class)
class PanelTest {
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

  private List<Integer> units() {
    return recipe().teacher().layers().stream().map(layer -> layer.units()).toList();
  }

  private double rate() {
    return recipe().teacher().layers().get(0).dropRate();
  }

  private void until(RunState state) throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == state);
  }

  @Test
  void layersAreAddedResizedAndRemoved(FxRobot robot) throws Exception {
    until(RunState.READY);
    List<Integer> before = units();
    robot.clickOn(node(robot, "key:teacher.layers[0].activation", Node.class));
    robot.clickOn("Add a layer after this one");
    assertThat(units()).hasSize(before.size() + 1);
    assertThat(units().get(1)).isEqualTo(before.get(0));

    TextField second = node(robot, "key:teacher.layers[1].units", TextField.class);
    robot.interact(
        () -> {
          second.requestFocus();
          second.setText("5");
        });
    robot.type(KeyCode.ENTER);
    assertThat(units().get(1)).isEqualTo(5);
    until(RunState.READY);

    robot.clickOn(node(robot, "key:teacher.layers[0].activation", Node.class));
    robot.clickOn("Remove this layer");
    assertThat(units()).hasSize(before.size()).startsWith(5);
    assertThat(node(robot, "key:teacher.layers[0].units", TextField.class).getText())
        .isEqualTo("5");
    until(RunState.READY);
    robot.interact(() -> fixture.window.actions().run("step"));
    until(RunState.PAUSED);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);
  }

  @Test
  void anotherDataSetIsChosen(FxRobot robot) throws Exception {
    until(RunState.READY);
    ComboBox<String> box = robot.lookup(node -> "key:data.dataset".equals(node.getId())).query();
    robot.interact(() -> box.setValue("wine"));
    assertThat(recipe().data().dataset()).isEqualTo("wine");
    until(RunState.READY);
    assertThat(fixture.workbench.data().get().dataset().name()).isEqualTo("wine");

    robot.interact(() -> fixture.window.actions().run("undo"));
    until(RunState.READY);
    assertThat(fixture.workbench.data().get().dataset().name()).isEqualTo("iris");
    assertThat(box.getValue()).isEqualTo("iris");
  }

  @Test
  void aPauseHoldsTheRunAndAStepIsOne(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.clickOn("#run");
    fixture.until(fixture.workbench::hasWorkToLose);
    robot.clickOn("#pause");
    until(RunState.PAUSED);
    long steps = settledSteps();
    Thread.sleep(300);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(steps);
    robot.clickOn("#step");
    fixture.until(() -> fixture.workbench.progress().get().steps() > steps);
    until(RunState.PAUSED);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(steps + 1);
    robot.clickOn("#run");
    fixture.until(() -> fixture.workbench.progress().get().steps() > steps + 5);
  }

  /** The step that goes on is still done, and shown a little later. */
  private long settledSteps() throws InterruptedException {
    long before = -1;
    long now = fixture.workbench.progress().get().steps();
    while (now != before) {
      Thread.sleep(200);
      before = now;
      now = fixture.workbench.progress().get().steps();
    }
    return now;
  }

  @Test
  void stoppingARunKeepsWhatItDid(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.clickOn("#run");
    fixture.until(() -> robot.lookup("#stop").query().isVisible());
    Labeled tasks = robot.lookup("#tasks").query();
    fixture.until(() -> tasks.isVisible() && tasks.getText().equals("1 task"));
    robot.clickOn("#stop");
    until(RunState.FINISHED);
    assertThat(fixture.workbench.result().get().folder()).isNotEmptyDirectory();
    assertThat(fixture.workbench.result().get().outcome().isComplete()).isFalse();
    fixture.until(() -> !tasks.isVisible());
    assertThat(robot.lookup("#phase").queryLabeled().getText()).startsWith("Stopped at step");
  }

  @Test
  void theRunIsCancelledInTheListOfTasks(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.clickOn("#run");
    fixture.until(() -> fixture.workbench.hasWorkToLose());
    robot.clickOn("#tasks");
    assertThat(robot.lookup("Run: iris, seed 1").tryQuery()).isPresent();
    robot.clickOn("Cancel");
    until(RunState.FINISHED);
    fixture.until(() -> robot.lookup("Nothing goes on in the background.").tryQuery().isPresent());
  }

  @Test
  void aDragIsOneLiveChangeThatIsTakenBackAtOnce(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.interact(() -> fixture.window.actions().run("step"));
    until(RunState.PAUSED);
    double before = rate();
    Slider slider = node(robot, "key:" + RATE, Slider.class);
    Node thumb = robot.from(slider).lookup(".thumb").query();
    robot.drag(thumb).moveBy(12, 0).moveBy(12, 0).drop();
    double after = rate();
    assertThat(after).isGreaterThan(before);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);

    robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
    assertThat(rate()).isEqualTo(before);
    assertThat(fixture.workbench.canUndo().get()).isFalse();
    robot.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.Z);
    robot.release(KeyCode.SHIFT, KeyCode.CONTROL);
    assertThat(rate()).isEqualTo(after);
    robot.interact(() -> fixture.window.actions().run("step"));
    fixture.until(() -> !fixture.workbench.changes().isEmpty());
    assertThat(fixture.workbench.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.value()).isEqualTo(after));
  }
}
