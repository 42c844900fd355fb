package org.dropoutdistillery.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.dropoutdistillery.desktop.chart.ChartPane;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.store.RunShelf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window, driven by mouse and keyboard. */
@ExtendWith(ApplicationExtension.class)
class AppWindowTest {
  private static final String RATE = "teacher.layers[0].dropRate";

  @TempDir private Path folder;
  private Workbench workbench;
  private Preferences preferences;
  private AppWindow window;
  private Timeline timer;

  @Start
  void start(Stage stage) {
    workbench = TinyBench.open(folder.resolve("runs"));
    preferences = new Preferences(folder, workbench.messages());
    RunShelf shelf = new RunShelf(folder.resolve("runs"), folder.resolve("bin"));
    window = new AppWindow(workbench, preferences, shelf, stage);
    stage.setScene(new Scene(window.root(), 1280, 800));
    stage.show();
    timer = new Timeline(new KeyFrame(Duration.millis(50), tick -> window.refresh()));
    timer.setCycleCount(Timeline.INDEFINITE);
    timer.play();
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(
        () -> {
          timer.stop();
          window.close();
          TinyBench.close(workbench);
        });
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
  }

  private void until(RunState state) throws Exception {
    until(() -> workbench.state().get() == state);
  }

  private static <N extends Node> N node(FxRobot robot, String id, Class<N> type) {
    return robot.lookup((Node node) -> id.equals(node.getId())).queryAs(type);
  }

  private static String text(FxRobot robot, String id) {
    return node(robot, id, Label.class).getText();
  }

  @Test
  void runsToTheEndShowsItAndResetGivesTheSameCurve(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.clickOn("#run");
    until(RunState.FINISHED);
    String first = MetricsCsv.of(workbench.curve());

    ChartPane gap = node(robot, "gap-chart", ChartPane.class);
    int points = workbench.curve().size();
    until(() -> gap.chart().getXYPlot().getDataset(0).getItemCount(0) == points);
    assertThat(gap.chart().getXYPlot().getDataset(0).getSeriesCount()).isEqualTo(2);
    assertThat(text(robot, "gap-source")).contains("360 test rows");
    assertThat(text(robot, "gap-verdict")).isNotBlank();
    assertThat(node(robot, "gap-table", Node.class).isVisible()).isTrue();

    robot.clickOn("#reset");
    until(RunState.READY);
    robot.clickOn("#run");
    until(RunState.FINISHED);
    assertThat(MetricsCsv.of(workbench.curve())).isEqualTo(first);
  }

  @Test
  void aRunThatHasEndedIsListedAndItsCurvesStayBehindTheNext(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT4).release(KeyCode.CONTROL);
    assertThat(window.window().pageTitle().getValue()).isEqualTo("Runs");
    robot.clickOn("#run");
    TableView<?> table = node(robot, "runs-table", TableView.class);
    until(() -> table.getItems().size() == 1);
    robot.interact(() -> table.getSelectionModel().select(0));
    robot.clickOn("#runs-compare");
    robot.clickOn("#new-seed");
    until(RunState.READY);
    robot.clickOn("#run");
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT1).release(KeyCode.CONTROL);
    ChartPane gap = node(robot, "gap-chart", ChartPane.class);
    until(
        () ->
            gap.chart().getXYPlot().getDataset(0) != null
                && gap.chart().getXYPlot().getDataset(0).getSeriesCount() == 4);

    until(RunState.FINISHED);
    assertThat(workbench.result().get().folder().getParent()).isEqualTo(folder.resolve("runs"));
    robot.interact(() -> window.window().actions().run("runs:recipe"));
    until(() -> workbench.recipe().get().seed() == 1);
  }

  @Test
  void anEarlierRunIsOpenedAndShownAsItWas(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.clickOn("#run");
    until(RunState.FINISHED);
    Path first = workbench.result().get().folder();
    String curve = MetricsCsv.of(workbench.curve());
    robot.clickOn("#new-seed");
    until(RunState.READY);
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT4).release(KeyCode.CONTROL);
    TableView<?> table = node(robot, "runs-table", TableView.class);
    until(() -> table.getItems().size() == 1);
    robot.doubleClickOn(first.getFileName().toString());

    until(() -> first.equals(folderOfResult()));
    assertThat(MetricsCsv.of(workbench.curve())).isEqualTo(curve);
    assertThat(workbench.recipe().get().seed()).isEqualTo(1);
    assertThat(window.window().pageTitle().getValue()).isEqualTo("Gap");
    ChartPane gap = node(robot, "gap-chart", ChartPane.class);
    int points = workbench.curve().size();
    until(() -> gap.chart().getXYPlot().getDataset(0).getItemCount(0) == points);
    assertThat(text(robot, "gap-source")).contains("360 test rows");
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
    until(() -> !text(robot, "masks-value-student").isBlank());
  }

  private Path folderOfResult() {
    return workbench.result().get() == null ? null : workbench.result().get().folder();
  }

  @Test
  void forcingAUnitChangesWhatIsPredicted(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.clickOn("#step");
    until(RunState.PAUSED);
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
    until(() -> robot.lookup("#masks-grid-1").tryQuery().isPresent());
    until(() -> !text(robot, "masks-value-standard").isBlank());
    until(() -> text(robot, "masks-counts-1").contains("of 16 kept"));
    assertThat(node(robot, "masks-clear", Button.class).getText()).contains("0");

    robot.clickOn("#masks-grid-1");
    until(() -> node(robot, "masks-clear", Button.class).getText().contains("1"));
    until(() -> !text(robot, "masks-sentence").isBlank());
    assertThat(text(robot, "masks-sentence")).contains("orcing unit");

    robot.clickOn("#masks-clear");
    until(() -> node(robot, "masks-clear", Button.class).getText().contains("0"));
  }

  @Test
  void walksTheLesson(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.interact(window::offerLesson);
    assertThat(preferences.values().lessonSeen()).isTrue();
    assertThat(text(robot, "lesson-title")).contains("many networks");
    robot.clickOn("#lesson-next");
    assertThat(text(robot, "lesson-done")).contains("Try it");
    robot.interact(() -> workbench.speed().set(.45));
    robot.clickOn("#run");
    until(() -> text(robot, "lesson-done").equals("Done"));

    robot.clickOn("#lesson-next");
    robot.interact(() -> node(robot, "key:" + RATE, Slider.class).setValue(.3));
    until(() -> text(robot, "lesson-done").equals("Done"));
    robot.clickOn("#lesson-next");
    assertThat(text(robot, "lesson-done")).contains("Try it");
    robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT2).release(KeyCode.CONTROL);
    until(() -> text(robot, "lesson-done").equals("Done"));
    robot.clickOn("#lesson-next");
    assertThat(window.window().pageTitle().getValue()).isEqualTo("Gap");
    assertThat(node(robot, "lesson-next", Button.class).getText()).isEqualTo("Finish");
    robot.clickOn("#lesson-next");
    assertThat(robot.lookup("#lesson").tryQuery()).isEmpty();
    assertThat(robot.lookup(".lesson-target").tryQuery()).isEmpty();
  }
}
