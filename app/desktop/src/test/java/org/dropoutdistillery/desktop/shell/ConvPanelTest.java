package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.panel.ConvRecipe;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.run.MapMasks;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeLayer;
import org.dropoutdistillery.run.StudentStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a person does to convolutional layers by mouse and keyboard. */
@ExtendWith(ApplicationExtension.class)
class ConvPanelTest {
  private static final String FIRST = "teacher.layers[0].";
  private static final String SECOND = "teacher.layers[1].";
  private static final String DENSE = "teacher.layers[2].";

  @TempDir Path folder;
  private WindowFixture fixture;

  @Start
  void start(Stage stage) {
    fixture = new WindowFixture(stage, folder, ConvRecipe.of("teacher.training.epochs", "2000"));
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(fixture::close);
  }

  private static <N extends Node> N node(FxRobot robot, String id, Class<N> type) {
    return robot.lookup((Node node) -> id.equals(node.getId())).queryAs(type);
  }

  private static String text(FxRobot robot, String id) {
    return node(robot, id, Labeled.class).getText();
  }

  private Recipe recipe() {
    return fixture.workbench.recipe().get();
  }

  private RecipeLayer.Conv conv(int layer) {
    return (RecipeLayer.Conv) recipe().teacher().layers().get(layer);
  }

  private void until(RunState state) throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == state);
  }

  private void unfold(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.interact(() -> node(robot, "more:layer-1", ButtonBase.class).fire());
    robot.interact(() -> node(robot, "more:layer-2", ButtonBase.class).fire());
  }

  private void write(FxRobot robot, String key, String value) {
    TextField field = node(robot, "key:" + key, TextField.class);
    robot.interact(
        () -> {
          field.requestFocus();
          field.setText(value);
        });
    robot.type(KeyCode.ENTER);
  }

  private void choose(FxRobot robot, String key, int option) {
    ComboBox<?> box = node(robot, "key:" + key, ComboBox.class);
    robot.interact(() -> box.getSelectionModel().select(option));
  }

  private void pick(FxRobot robot, String menu, String item) {
    robot.clickOn(node(robot, menu, Node.class));
    robot.clickOn(item);
  }

  @Test
  void eachLayerSaysWhatItGivesOn(FxRobot robot) throws Exception {
    until(RunState.READY);
    assertThat(text(robot, "shape:input")).isEqualTo("Input 8×8");
    assertThat(text(robot, "shape:layer-1")).isEqualTo("→ 4×8×8");
    assertThat(text(robot, "shape:layer-2")).isEqualTo("→ 6×4×4");
    assertThat(text(robot, "more:layer-2")).isEqualTo("▸ 3×3, ReLU, max 2");
    assertThat(node(robot, "random:layer-1", Labeled.class).getTooltip().getText())
        .startsWith("Random at test time");
  }

  @Test
  void layersAreEditedAndTheRunIsMadeAnew(FxRobot robot) throws Exception {
    unfold(robot);
    robot.interact(() -> fixture.window.actions().run("step"));
    until(RunState.PAUSED);
    robot.interact(() -> fixture.workbench.reset()); // nothing is to be lost
    until(RunState.READY);

    write(robot, FIRST + "channels", "5");
    write(robot, FIRST + "kernel", "5");
    write(robot, FIRST + "stride", "2");
    CheckBox norm = node(robot, "key:" + FIRST + "batchNorm", CheckBox.class);
    robot.interact(norm::fire);
    choose(robot, SECOND + "pool.kind", 2);
    choose(robot, SECOND + "masks", 2);
    assertThat(conv(0).channels()).isEqualTo(5);
    assertThat(conv(0).kernel()).isEqualTo(5);
    assertThat(conv(0).batchNorm()).isTrue();
    assertThat(conv(1).pool()).isEqualTo(new RecipeLayer.Pool(Pooling.Kind.AVERAGE, 2, 2));
    assertThat(conv(1).masks()).isEqualTo(MapMasks.BLOCK);
    assertThat(node(robot, "key:" + SECOND + "blockSize", TextField.class).getText())
        .isEqualTo("2");
    until(RunState.READY);
    assertThat(text(robot, "shape:layer-1")).isEqualTo("→ 5×4×4");
    assertThat(text(robot, "more:layer-1")).isEqualTo("▾ 5×5/2, BN, ReLU");
    assertThat(node(robot, "random:layer-1", Labeled.class).getTooltip().getText())
        .contains("Batch normalisation is frozen");

    robot.interact(() -> fixture.window.actions().run("step"));
    until(RunState.PAUSED);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);
    assertThat(fixture.workbench.startedWith().teacher()).isEqualTo(recipe().teacher());
  }

  @Test
  void layersAreAddedAndRemoved(FxRobot robot) throws Exception {
    until(RunState.READY);
    pick(robot, "key:" + SECOND + "activation", "Add a layer after this one");
    assertThat(recipe().teacher().layers()).hasSize(4);
    assertThat(conv(2)).isEqualTo(conv(1));
    assertThat(text(robot, "shape:layer-3")).isEqualTo("→ 6×2×2");
    for (int i = 0; i < 3; i++) {
      pick(robot, "key:" + FIRST + "activation", "Remove this layer");
    }
    assertThat(recipe().teacher().layers()).hasSize(1);
    pick(robot, "key:" + FIRST + "activation", "Add a convolutional layer before this one");
    assertThat(conv(0).channels()).isEqualTo(8);
    pick(robot, "key:" + FIRST + "activation", "Add a dense layer after this one");
    assertThat(recipe().teacher().layers())
        .extracting(RecipeLayer::units)
        .containsExactly(8, 64, 12);
    until(RunState.READY);
  }

  @Test
  void whatAnImageCannotBearIsRefusedAtTheControl(FxRobot robot) throws Exception {
    unfold(robot);
    Recipe before = recipe();
    write(robot, FIRST + "kernel", "4");
    assertThat(text(robot, "problem:" + FIRST + "kernel"))
        .isEqualTo("4, expected an odd number where padding is same: others have no middle");
    choose(robot, FIRST + "padding", 1);
    write(robot, FIRST + "kernel", "9");
    assertThat(text(robot, "problem:" + FIRST + "kernel"))
        .startsWith("kernel of 9 × 9 is larger than the image of 1 × 8 × 8");
    write(robot, FIRST + "kernel", "8");
    assertThat(text(robot, "problem:" + FIRST + "kernel"))
        .startsWith("layer 2: kernel of 3 × 3 is larger than the image of 4 × 1 × 1");
    write(robot, SECOND + "pool.size", "7");
    assertThat(text(robot, "problem:" + SECOND + "pool.kind"))
        .startsWith("pooling of 7 × 7 leaves nothing of an image of 6 × 6 × 6");
    assertThat(conv(0).kernel()).isEqualTo(3);
    assertThat(conv(1)).isEqualTo(before.teacher().layers().get(1));
  }

  @Test
  void convolutionsComeBeforeDenseLayers(FxRobot robot) throws Exception {
    until(RunState.READY);
    pick(robot, "key:" + DENSE + "activation", "Add a layer after this one");
    Recipe before = recipe();
    pick(robot, "key:teacher.layers[3].activation", "Add a convolutional layer before this one");
    assertThat(text(robot, "problem:teacher.layers[3].units"))
        .contains("convolutional, expected a dense layer: the one below is dense");
    assertThat(recipe()).isEqualTo(before);
  }

  @Test
  void dataWithoutImagesAreRefused(FxRobot robot) throws Exception {
    until(RunState.READY);
    ComboBox<String> box = robot.lookup(node -> "key:data.dataset".equals(node.getId())).query();
    robot.interact(() -> box.setValue("wine"));
    fixture.until(() -> box.getValue().equals("digits"));
    assertThat(text(robot, "problem:data.dataset"))
        .isEqualTo("layer 1: convolutional, expected a dense layer: the data are no images");
    assertThat(recipe().data().dataset()).isEqualTo("digits");
  }

  @Test
  void aDropRateActsWhileTheRunGoesOn(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.interact(() -> fixture.window.actions().run("step"));
    until(RunState.PAUSED);
    Slider slider = node(robot, "key:" + SECOND + "dropRate", Slider.class);
    robot.interact(() -> slider.setValue(slider.getValue() + 0.2));
    double after = conv(1).dropRate();
    assertThat(after).isGreaterThan(.25);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);
    robot.interact(() -> fixture.window.actions().run("step"));
    fixture.until(() -> !fixture.workbench.changes().isEmpty());
    assertThat(fixture.workbench.changes().get(0).value()).isEqualTo(after);
  }

  @Test
  void theStudentIsMadeHalfAsWide(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.interact(() -> ((ButtonBase) node(robot, "widths:student.layers", Node.class)).fire());
    Node item = robot.lookup("Half as wide").query();
    robot.interact(() -> robot.clickOn(item));
    assertThat(recipe().student().layers()).isEqualTo(List.of(2, 3, 6));
    assertThat(recipe().student().start()).isEqualTo(StudentStart.FRESH);
    until(RunState.READY);
    write(robot, "student.layers", "3, 4");
    assertThat(text(robot, "problem:student.layers")).contains("expected 3 numbers");
  }
}
