package org.dropoutdistillery.desktop.averaging;

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
import javafx.stage.Stage;
import javafx.util.Duration;
import org.dropoutdistillery.desktop.chart.ChartPane;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class AveragingPageTest {
  @TempDir Path folder;
  private Workbench workbench;
  private AveragingPage page;
  private Timeline timer;

  @Start
  void start(Stage stage) {
    workbench = TinyBench.open(folder, "teacher.training.epochs", "10");
    page = new AveragingPage(workbench);
    page.setLook(Look.LIGHT);
    stage.setScene(new Scene(page.view(), 988, 752));
    stage.show();
    timer =
        new Timeline(
            new KeyFrame(
                Duration.millis(50),
                tick -> {
                  workbench.poll();
                  page.refresh(System.nanoTime());
                }));
    timer.setCycleCount(Timeline.INDEFINITE);
    timer.play();
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(
        () -> {
          timer.stop();
          TinyBench.close(workbench);
        });
  }

  private static <N extends Node> N node(FxRobot robot, String id, Class<N> type) {
    return robot.lookup("#" + id).queryAs(type);
  }

  private static String text(FxRobot robot, String id) {
    return node(robot, id, Label.class).getText();
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(
        60, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
  }

  private static XYPlot plot(FxRobot robot, String metric) {
    return node(robot, "averaging-chart-" + metric, ChartPane.class).chart().getXYPlot();
  }

  private static boolean isDrawn(FxRobot robot, String metric) {
    return plot(robot, metric).getDataset(0) != null;
  }

  @Test
  void showsCurvesAndHowManyPassesTheStudentIsWorth(FxRobot robot) throws Exception {
    until(() -> workbench.state().get() == RunState.READY);
    assertThat(text(robot, "averaging-sentence")).isNotEmpty();
    assertThat(node(robot, "averaging-measure", Button.class).isDisabled()).isTrue();
    assertThat(node(robot, "averaging-outline", Node.class).isVisible()).isTrue();

    robot.interact(() -> workbench.run());
    until(() -> text(robot, "averaging-source").contains("test rows"));
    assertThat(node(robot, "averaging-outline", Node.class).isVisible()).isFalse();
    assertThat(text(robot, "averaging-sentence"))
        .matches(
            "The student equals MC at T(\u00A0≈\u00A0\\S+\u00A0\\[\\S+,\u00A0\\S+]| of at least \\S+)\\.");
    assertThat(text(robot, "averaging-enough")).contains("is enough for the error");
    until(() -> isDrawn(robot, "nll") && isDrawn(robot, "error") && isDrawn(robot, "kl"));
    robot.interact(
        () -> {
          XYPlot kl = plot(robot, "kl");
          assertThat(kl.getDataset(0).getSeriesCount()).isEqualTo(2);
          assertThat(kl.getDataset(0).getItemCount(0)).isEqualTo(10);
          assertThat(kl.getDataset(0).getItemCount(1)).isEqualTo(6);
          assertThat(kl.getDataset(1).getSeriesCount()).isEqualTo(2);
        });

    Button measure = node(robot, "averaging-measure", Button.class);
    assertThat(measure.isDisabled()).isFalse();
    robot.clickOn(measure);
    until(measure::isDisabled);
    until(() -> !measure.isDisabled());
    assertThat(workbench.messages().list())
        .noneMatch(message -> message.text().contains("could not be measured"));
  }
}
