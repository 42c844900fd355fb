package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.panel.ConvRecipe;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.run.Recipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Feature maps on page Masks, by mouse. */
@ExtendWith(ApplicationExtension.class)
class MapsPageTest {
  @TempDir static Path folder;
  private Stage stage;
  private Workbench workbench;
  private MasksModel model;
  private MasksPage page;

  @Start
  void start(Stage newStage) {
    stage = newStage;
  }

  private void open(FxRobot robot, Recipe recipe) {
    robot.interact(
        () -> {
          workbench = SmallRun.open(recipe, folder);
          model = new MasksModel(workbench);
          page = new MasksPage(model);
          stage.setScene(new Scene(page.view(), 988, 680));
          Pictures.dress(stage.getScene(), Look.LIGHT);
          stage.show();
        });
    settle(robot);
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

  private void settle(FxRobot robot) {
    for (int i = 0; i < 5; i++) {
      robot.interact(() -> page.refresh(System.nanoTime()));
      WaitForAsyncUtils.sleep(60, TimeUnit.MILLISECONDS);
      WaitForAsyncUtils.waitForFxEvents();
    }
  }

  private static String text(FxRobot robot, String id) {
    return robot.lookup("#" + id).queryAs(Label.class).getText();
  }

  private void clickCell(FxRobot robot, String canvas, int unit) {
    CellCanvas cells = robot.lookup("#" + canvas).queryAs(CellCanvas.class);
    CellGrid grid = cells.grid();
    double middle = grid.painted() / 2.;
    robot.clickOn(
        cells.localToScreen(grid.x(unit) + middle, grid.y(unit) + middle), MouseButton.PRIMARY);
    settle(robot);
  }

  @Test
  void forcingWholeMapsOffChangesThePrediction(FxRobot robot) {
    open(robot, ConvRecipe.of());
    MaskView free = model.view().get();
    assertThat(text(robot, "masks-counts-1")).startsWith(free.sites().get(1).kept() + " of 256");
    robot.press(KeyCode.SHIFT);
    for (int map = 0; map < 4; map++) {
      clickCell(robot, "masks-grid-1", map);
    }
    robot.release(KeyCode.SHIFT);
    settle(robot);
    assertThat(model.opened().get()).isNull();
    assertThat(model.view().get().sites().get(1).values()).containsOnly(0);
    assertThat(model.view().get().standard()).isNotEqualTo(free.standard());
    assertThat(text(robot, "masks-sentence")).startsWith("Forcing maps 0, 1, 2 and 3 of layer 1");
    assertThat(robot.lookup("#masks-clear").queryButton().getText()).contains("256");
  }

  @Test
  void mapsThatAreDroppedWholeAreCountedAndForcedWhole(FxRobot robot) {
    open(robot, ConvRecipe.of("teacher.layers[1].masks", "channel"));
    DropSite site = model.view().get().dropSites().get(2);
    float[] factors = model.view().get().sites().get(2).factors();
    long kept = IntStream.range(0, 6).filter(map -> site.nonzero(factors, map) > 0).count();
    assertThat(text(robot, "masks-counts-2")).startsWith(kept + " of 6 maps kept");

    clickCell(robot, "masks-grid-2", 3);
    assertThat(model.opened().get()).isEqualTo(new OpenMap(2, 3));
    clickCell(robot, "masks-map", 5 * 6 + 3);
    assertThat(site.forcedMaps(model.forced().get())[3]).isNotEqualTo(Force.FREE);
    assertThat(model.forced().get().units()).hasSize(16);
  }

  @Test
  void aClickOpensAMapWhoseCellsAreForcedOneByOneOrAllAtOnce(FxRobot robot) {
    open(robot, ConvRecipe.of());
    clickCell(robot, "masks-grid-2", 3);
    assertThat(model.opened().get()).isEqualTo(new OpenMap(2, 3));
    assertThat(robot.lookup("#masks-grid-2").tryQuery()).isEmpty();
    int unit = 5 * 6 + 3; // line 1, column 1
    clickCell(robot, "masks-map", unit);
    assertThat(model.view().get().forced().units())
        .containsOnlyKeys(new org.dropoutdistillery.predict.ForcedUnits.Unit(2, unit));
    assertThat(model.view().get().sites().get(2).factors()[unit]).isZero();

    robot.clickOn("#masks-map-on");
    settle(robot);
    DropSite site = model.view().get().dropSites().get(2);
    assertThat(site.forcedMaps(model.forced().get())[3]).isEqualTo(Force.ON);
    assertThat(model.view().get().sites().get(2).factors()[unit]).isEqualTo(1 / .75f);
    assertThat(text(robot, "masks-map-facts")).startsWith("16 of 16 kept");
    assertThat(robot.lookup("#masks-map-on").queryAs(Button.class).isDisabled()).isTrue();

    robot.clickOn("#masks-map-next");
    settle(robot);
    assertThat(model.opened().get()).isEqualTo(new OpenMap(2, 4));
    robot.clickOn("#masks-map-close");
    settle(robot);
    assertThat(robot.lookup("#masks-grid-2").tryQuery()).isPresent();
    assertThat(goesBack(robot)).isFalse();

    clickCell(robot, "masks-grid-2", 3);
    assertThat(goesBack(robot)).isTrue();
    assertThat(model.opened().get()).isNull();
    assertThat(robot.lookup("#masks-grid-2").tryQuery()).isPresent();
  }

  private boolean goesBack(FxRobot robot) {
    AtomicBoolean went = new AtomicBoolean();
    robot.interact(() -> went.set(page.goBack()));
    settle(robot);
    return went.get();
  }

  @Test
  void nothingIsClippedInAnyLook(FxRobot robot) throws IOException {
    open(robot, ConvRecipe.of("evaluation.passes", "100"));
    robot.interact(() -> model.goToPass(17));
    show(robot, "maps");
    robot.interact(() -> model.openMap(1, 2));
    show(robot, "map");
    assertThat(robot.lookup("#masks-map").queryAs(Canvas.class).getWidth()).isGreaterThan(100);
  }

  private void show(FxRobot robot, String name) throws IOException {
    Pictures pictures = new Pictures(Files.createDirectories(Path.of("target", "masks")));
    for (Look look : Pictures.LOOKS) {
      robot.interact(() -> Pictures.dress(stage.getScene(), look));
      robot.interact(() -> page.setLook(look));
      settle(robot);
      pictures.take(robot, stage.getScene(), look, name);
      robot.interact(() -> Pictures.requireNothingClipped(page.view(), look));
    }
  }
}
