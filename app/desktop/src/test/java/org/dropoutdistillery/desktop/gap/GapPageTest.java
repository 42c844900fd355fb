package org.dropoutdistillery.desktop.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.chart.ChartPane;
import org.dropoutdistillery.desktop.masks.Pictures;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunArchive;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.desktop.shell.Dress;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecordedGap;
import org.dropoutdistillery.store.MetricsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class GapPageTest {
  @TempDir Path folder;
  private final Comparison comparison = new Comparison();
  private Stage stage;
  private Workbench workbench;
  private GapPage page;
  private Scene scene;

  @Start
  void start(Stage newStage) {
    stage = newStage;
  }

  private void open(FxRobot robot, Workbench opened, int width, int height) {
    workbench = opened;
    robot.interact(
        () -> {
          page = new GapPage(workbench, comparison);
          scene = new Scene(page.view(), width, height);
          Dress.put(Look.LIGHT, scene);
          stage.setScene(scene);
          stage.show();
        });
  }

  private void dress(FxRobot robot, Look look) {
    robot.interact(
        () -> {
          Dress.put(look, scene);
          page.setLook(look);
          page.refresh(System.nanoTime());
        });
    WaitForAsyncUtils.sleep(1500, TimeUnit.MILLISECONDS);
    WaitForAsyncUtils.waitForFxEvents();
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(
        () -> {
          stage.hide();
          TinyBench.close(workbench);
        });
  }

  @Test
  void aRunShowsItsCurvesAndWhatTheyMean(FxRobot robot) throws Exception {
    open(robot, TinyBench.open(folder), 988, 752);
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
    robot.interact(() -> page.refresh(0));
    ChartPane gap = robot.lookup("#gap-chart").queryAs(ChartPane.class);
    WaitForAsyncUtils.waitFor(
        20, TimeUnit.SECONDS, () -> gap.chart().getXYPlot().getDataset(0) != null);

    assertThat(gap.chart().getXYPlot().getDataset(0).getItemCount(0))
        .isEqualTo(workbench.curve().size());
    assertThat(robot.lookup("#gap-verdict").queryAs(Label.class).getText()).contains("of the gap");
    for (String measure : new String[] {"nll", "error", "brier", "ece"}) {
      assertThat(robot.lookup("#quality-" + measure).tryQuery()).isPresent();
    }
  }

  @Test
  void looksRightAtEverySize(FxRobot robot) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "pictures"));
    Workbench digits =
        new Workbench(
            new RecipeCatalog()
                .load(
                    "digits",
                    Map.of(
                        "teacher.training.epochs", "25",
                        "student.training.epochs", "60",
                        "evaluation.everySteps", "63",
                        "evaluation.finalPasses", "200")),
            new RunArchive(folder),
            new Messages());
    open(robot, digits, 988, 752);
    dress(robot, Look.LIGHT);
    new Pictures(target).take(robot, scene, Look.LIGHT, "gap-empty");
    digits.run();
    awaitLong(() -> digits.curve().size() >= 12);
    dress(robot, Look.LIGHT);
    new Pictures(target).take(robot, scene, Look.LIGHT, "gap-begun");
    awaitLong(() -> digits.state().get() == RunState.FINISHED);
    for (Look look : Pictures.LOOKS) {
      dress(robot, look);
      Pictures.requireNothingClipped(page.view(), look);
      new Pictures(target).take(robot, scene, look, "gap");
      assertThat(robot.lookup("#gap-table").query().isVisible()).isEqualTo(!look.projector());
    }
  }

  @Test
  void earlierRunsAreDrawnBehindAndTakenOff(FxRobot robot) throws Exception {
    open(robot, TinyBench.open(folder), 988, 752);
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
    RecordedGap gap = MetricsReader.read(workbench.result().get().folder());
    workbench.setSeed(5);
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
    robot.interact(
        () -> {
          page.refresh(System.nanoTime());
          comparison.add(folder.resolve("a"), "digits-7", gap);
          comparison.add(folder.resolve("b"), "wide, no momentum", gap);
          page.refresh(System.nanoTime());
        });
    ChartPane chart = robot.lookup("#gap-chart").queryAs(ChartPane.class);
    awaitSeries(chart, 6);
    for (Look look : Pictures.LOOKS) {
      dress(robot, look);
      new Pictures(Files.createDirectories(Path.of("target", "pictures")))
          .take(robot, scene, look, "gap-compared");
      Pictures.requireNothingClipped(page.view(), look);
    }
    Node chip = robot.lookup("#gap-compared .chip").queryAll().iterator().next();
    robot.interact(((javafx.scene.control.Button) chip)::fire);
    robot.interact(() -> page.refresh(System.nanoTime()));
    awaitSeries(chart, 4);
    robot.interact(comparison::clear);
    assertThat(robot.lookup("#gap-compared").query().isVisible()).isFalse();
  }

  private static void awaitSeries(ChartPane chart, int series) throws Exception {
    WaitForAsyncUtils.waitFor(
        20,
        TimeUnit.SECONDS,
        () ->
            chart.chart().getXYPlot().getDataset(0) != null
                && chart.chart().getXYPlot().getDataset(0).getSeriesCount() == series);
  }

  @Test
  void theTableOfTheTestRowsIsShownAndHidden(FxRobot robot) {
    open(robot, TinyBench.open(folder), 988, 752);
    robot.interact(() -> page.refresh(0));
    assertThat(robot.lookup("#gap-table-toggle").query().isVisible()).isFalse();
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
    robot.interact(() -> page.refresh(1));
    assertThat(robot.lookup("#gap-table").query().isVisible()).isTrue();
    robot.clickOn("#gap-table-toggle");
    assertThat(robot.lookup("#gap-table").query().isVisible()).isFalse();
  }

  @Test
  void besideALessonTheTableHasIntervalsUnderValues(FxRobot robot) throws IOException {
    open(robot, TinyBench.open(folder), 702, 683);
    workbench.run();
    TinyBench.await(workbench, RunState.FINISHED);
    robot.interact(() -> page.refresh(1));
    assertThat(robot.lookup("#gap-table").query().isVisible()).isFalse();
    robot.clickOn("#gap-table-toggle");
    dress(robot, Look.LIGHT);
    new Pictures(Files.createDirectories(Path.of("target", "pictures")))
        .take(robot, scene, Look.LIGHT, "gap-beside-lesson");
    for (Node cell : robot.lookup("#gap-table .label").queryAll()) {
      Label label = (Label) cell;
      assertThat(label.getWidth()).isGreaterThanOrEqualTo(Math.floor(label.prefWidth(-1)));
      assertThat(label.getHeight()).isGreaterThanOrEqualTo(Math.floor(label.prefHeight(-1)));
      double right = cell.localToScene(cell.getLayoutBounds()).getMaxX();
      assertThat(right).as(label.getText()).isLessThan(scene.getWidth());
    }
  }

  @Test
  void whereThereIsHardlyRoomTheChartOfTheGapHasIt(FxRobot robot) {
    open(robot, TinyBench.open(folder), 300, 626);
    robot.interact(() -> page.refresh(0));
    dress(robot, Look.LIGHT);
    assertThat(robot.lookup("#quality-nll").query().getParent().isVisible()).isFalse();
    ChartPane gap = robot.lookup("#gap-chart").queryAs(ChartPane.class);
    assertThat(gap.getBoundsInParent().getMaxY()).isBetween(560.0, 626.0);
  }

  private void awaitLong(BooleanSupplier reached) {
    long end = System.nanoTime() + 240_000_000_000L;
    workbench.poll();
    while (!reached.getAsBoolean() && System.nanoTime() < end) {
      WaitForAsyncUtils.sleep(20, TimeUnit.MILLISECONDS);
      workbench.poll();
    }
    assertThat(reached.getAsBoolean()).isTrue();
  }
}
