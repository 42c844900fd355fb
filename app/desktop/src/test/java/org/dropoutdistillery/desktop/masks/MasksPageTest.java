package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.desktop.shell.Dress;
import org.dropoutdistillery.plots.ChartCsv;
import org.dropoutdistillery.plots.FigureSize;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.run.Recipe;
import org.jfree.chart.title.TextTitle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class MasksPageTest {
  @TempDir static Path folder;
  private Stage stage;
  private Workbench workbench;
  private MasksModel model;
  private MasksPage page;

  @Start
  void start(Stage newStage) {
    stage = newStage;
  }

  private void open(FxRobot robot, Recipe recipe, Look look) {
    robot.interact(
        () -> {
          workbench = SmallRun.open(recipe, folder);
          SmallRun.runToItsEnd(workbench);
          model = new MasksModel(workbench);
          page = new MasksPage(model);
          page.setLook(look);
          stage.setScene(new Scene(page.view(), 988, 752));
          stage.show();
        });
    settle(robot);
  }

  @BeforeEach
  void nothingIsOpen() {
    model = null;
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(
        () -> {
          model.close();
          TinyBench.close(workbench);
          stage.hide();
        });
  }

  /** Refreshes as the window does, until nothing more comes. */
  private void settle(FxRobot robot) {
    for (int i = 0; i < 4; i++) {
      AtomicReference<MaskView> before = new AtomicReference<>();
      robot.interact(() -> before.set(model.view().get()));
      robot.interact(() -> page.refresh(System.nanoTime()));
      WaitForAsyncUtils.sleep(60, TimeUnit.MILLISECONDS);
      WaitForAsyncUtils.waitForFxEvents();
    }
  }

  private static String text(FxRobot robot, String id) {
    return robot.lookup("#" + id).queryAs(Label.class).getText();
  }

  private void clickUnit(FxRobot robot, int site, int column, int row, int columns) {
    Canvas canvas = robot.lookup("#masks-grid-" + site).queryAs(Canvas.class);
    double cell = canvas.getWidth() / columns;
    var corner = canvas.localToScreen((column + .5) * cell, (row + .5) * cell);
    robot.clickOn(corner.getX(), corner.getY(), MouseButton.PRIMARY);
  }

  @Test
  void forcingUnitsChangesThePredictions(FxRobot robot) {
    open(robot, SmallRun.digits("teacher.training.epochs", "15"), Look.LIGHT);
    MaskView free = model.view().get();
    assertThat(text(robot, "masks-value-mask"))
        .isEqualTo("%.2f".formatted(free.mask()[model.watched()]));
    String counts = text(robot, "masks-counts-1");
    assertThat(counts).isEqualTo("%d of 30 kept · %d active".formatted(kept(free), active(free)));

    for (int unit = 0; unit < 18; unit++) {
      clickUnit(robot, 1, unit % 6, unit / 6, 6);
    }
    settle(robot);
    MaskView forced = model.view().get();
    assertThat(forced.forced().count()).isEqualTo(18);
    assertThat(forced.standard()).isNotEqualTo(free.standard());
    assertThat(text(robot, "masks-value-standard"))
        .isEqualTo("%.2f".formatted(forced.standard()[model.watched()]))
        .isNotEqualTo("%.2f".formatted(free.standard()[model.watched()]));
    assertThat(text(robot, "masks-sentence")).startsWith("Forcing 18 units off");
    assertThat(text(robot, "masks-counts-1")).isNotEqualTo(counts);

    clickUnit(robot, 1, 0, 0, 6);
    settle(robot);
    assertThat(model.view().get().sites().get(1).factors()[0]).isEqualTo(2);
    robot.clickOn("#masks-clear");
    settle(robot);
    assertThat(model.view().get().standard()).containsExactly(free.standard());
  }

  private static int kept(MaskView view) {
    return view.sites().get(1).kept();
  }

  private static int active(MaskView view) {
    return view.sites().get(1).active();
  }

  @Test
  void aDragForcesAllUnitsOnItsWay(FxRobot robot) {
    open(robot, SmallRun.digits(), Look.LIGHT);
    Canvas canvas = robot.lookup("#masks-grid-1").queryAs(Canvas.class);
    double cell = canvas.getWidth() / 6;
    robot.moveTo(canvas.localToScreen(.5 * cell, .5 * cell));
    robot.press(MouseButton.PRIMARY);
    for (double x = .6; x < 4; x += .4) {
      robot.moveTo(canvas.localToScreen(x * cell, .5 * cell));
    }
    robot.release(MouseButton.PRIMARY);
    assertThat(model.forced().get().count()).isEqualTo(4);
    assertThat(model.forced().get().units().values()).containsOnly(false);
  }

  @Test
  void addressesAreTypedAndWrongOnesRefused(FxRobot robot) {
    open(robot, SmallRun.digits(), Look.LIGHT);
    type(robot, "pass 1234");
    assertThat(model.view().get().place().pass()).isEqualTo(1234);
    assertThat(text(robot, "masks-pass-number")).isEqualTo("pass 1234");
    type(robot, "row 1700");
    assertThat(text(robot, "masks-problem")).contains("row 1700 is not a validation row");
    assertThat(robot.lookup("#masks-address").queryAs(TextField.class).getText())
        .isEqualTo("row 1700");
    robot.clickOn("#masks-row-next");
    settle(robot);
    assertThat(model.view().get().place().position()).isEqualTo(1);
    robot.clickOn("#masks-pin");
    robot.interact(() -> robot.lookup("#masks-pass").queryAs(Slider.class).setValue(12));
    settle(robot);
    assertThat(model.view().get().place().pass()).isEqualTo(12);
    assertThat(text(robot, "masks-name-pinned")).contains("pass 1234");
  }

  private void type(FxRobot robot, String address) {
    robot.clickOn("#masks-address");
    robot.interact(() -> robot.lookup("#masks-address").queryAs(TextField.class).selectAll());
    robot.write(address);
    robot.push(KeyCode.ENTER);
    settle(robot);
  }

  @Test
  void nothingIsClippedInAnyLook(FxRobot robot) throws IOException {
    open(
        robot,
        SmallRun.recipe("digits", "evaluation.passes", "100", "teacher.training.epochs", "15"),
        Look.LIGHT);
    robot.interact(
        () -> {
          model.goToPass(17);
          model.force(List.of(new Unit(1, 37), new Unit(1, 118)), Force.OFF);
        });
    show(robot, "digits", Pictures.LOOKS);
  }

  @Test
  void aProjectorOfFewPixelsShowsAllWithoutScrolling(FxRobot robot) throws IOException {
    open(
        robot,
        SmallRun.recipe("digits", "evaluation.passes", "100", "teacher.training.epochs", "15"),
        Look.LIGHT);
    Pictures pictures = new Pictures(Files.createDirectories(Path.of("target", "masks")));
    Look look = new Look(false, true);
    double[] aloneBesideLessonBesideRecipe = {1280, 890, 842};
    for (double width : aloneBesideLessonBesideRecipe) {
      robot.interact(() -> showIn(width, 626, look));
      settle(robot);
      pictures.take(robot, stage.getScene(), look, "room-%.0f".formatted(width));
      robot.interact(() -> Pictures.requireNothingClipped(page.view(), look));
      ScrollPane scroll = robot.lookup(".scroll-pane").queryAs(ScrollPane.class);
      assertThat(((Region) scroll.getContent()).getHeight())
          .as("height at width %.0f", width)
          .isLessThanOrEqualTo(scroll.getViewportBounds().getHeight() + .5);
    }
  }

  private void showIn(double width, double height, Look look) {
    stage.getScene().setRoot(new Pane());
    Scene scene = new Scene(page.view(), width, height);
    Dress.put(look, scene);
    page.setLook(look);
    stage.setScene(scene);
  }

  @Test
  void theChartIsWrittenAndCopiedAsEveryOther(FxRobot robot) throws Exception {
    open(robot, SmallRun.digits(), new Look(true, false));
    robot.interact(() -> model.force(List.of(new Unit(1, 3)), Force.OFF));
    settle(robot);
    MaskView view = model.view().get();
    PassChart chart = robot.lookup("#masks-chart").queryAs(PassChart.class);
    List<String> numbers = ChartCsv.of(chart.forPaper()).lines().toList();
    for (int pass = 0; pass < view.passes().length; pass++) {
      assertThat(numbers)
          .contains("single pass,%d.0,%s,,".formatted(pass, view.passes()[pass][model.watched()]));
    }
    assertThat(numbers).contains("standard,0.0,%s,,".formatted(view.standard()[model.watched()]));
    assertThat(chart.forPaper().getBackgroundPaint()).as("for print").isEqualTo(Color.WHITE);
    assertThat(((TextTitle) chart.forPaper().getSubtitle(0)).getText())
        .contains("row " + model.rowId(), "forced units: 1")
        .doesNotContain("pass");

    robot.clickOn("#masks-chart-menu");
    robot.clickOn("Copy figure");
    WaitForAsyncUtils.waitFor(
        20,
        TimeUnit.SECONDS,
        () ->
            workbench.messages().list().stream()
                .anyMatch(said -> said.text().contains("is on the clipboard")));
    Image copied =
        WaitForAsyncUtils.waitForAsyncFx(2000, () -> Clipboard.getSystemClipboard().getImage());
    assertThat(copied.getWidth()).isEqualTo(FigureSize.PAGE.columns());
  }

  @Test
  void manyLayersAndWideOnesAreShownToo(FxRobot robot) throws IOException {
    open(
        robot,
        SmallRun.recipe(
            "digits",
            "teacher.training.epochs",
            "1",
            "student.training.epochs",
            "1",
            "teacher.inputDropRate",
            "0.2",
            "teacher.layers",
            ("[{\"units\": 1024, \"activation\": \"relu\", \"dropRate\": 0.5},"
                + " {\"units\": 1024, \"activation\": \"tanh\", \"dropRate\": 0.5},"
                + " {\"units\": 200, \"activation\": \"relu\", \"dropRate\": 0.5},"
                + " {\"units\": 50, \"activation\": \"relu\", \"dropRate\": 0.1}]")),
        Look.LIGHT);
    robot.interact(model::togglePin);
    show(robot, "wide", Pictures.LOOKS.subList(1, 3));
  }

  @Test
  void aValueIsShownAsANumber(FxRobot robot) throws IOException {
    open(robot, SmallRun.recipe("sine", "teacher.training.epochs", "30"), Look.LIGHT);
    robot.interact(() -> model.mode().set(ViewMode.KEEP_FREQUENCY));
    robot.interact(() -> model.goToPass(20));
    show(robot, "sine", Pictures.LOOKS.subList(0, 2));
    assertThat(text(robot, "masks-value-mc"))
        .isEqualTo("%.4g".formatted(model.view().get().monteCarlo()[0]));
    assertThat(text(robot, "masks-chart-heading")).isEqualTo("VALUE OVER THE PASSES");
  }

  private void show(FxRobot robot, String name, List<Look> looks) throws IOException {
    Pictures pictures = new Pictures(Files.createDirectories(Path.of("target", "masks")));
    for (Look look : looks) {
      robot.interact(() -> Pictures.dress(stage.getScene(), look));
      robot.interact(() -> page.setLook(look));
      settle(robot);
      pictures.take(robot, stage.getScene(), look, name);
      robot.interact(() -> Pictures.requireNothingClipped(page.view(), look));
    }
  }
}
