package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.event.ActionEvent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Values that do not fit, where they are typed, and those that make a run diverge. */
@ExtendWith(ApplicationExtension.class)
class BadValueTest {
  /** Of which every text is one. */
  private static final Set<String> TEXTS = Set.of("student.unlabelled");

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

  private void until(RunState state) throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == state);
  }

  private static String key(TextField field) {
    return field.getId().substring(field.getId().indexOf(':') + 1);
  }

  private static List<TextField> fields(FxRobot robot) {
    return robot
        .lookup(
            node ->
                node instanceof TextField
                    && node.getId() != null
                    && node.getId().matches("(field|key):.*"))
        .queryAllAs(TextField.class)
        .stream()
        .filter(field -> !TEXTS.contains(key(field)))
        .toList();
  }

  private static void enter(FxRobot robot, TextField field, String text) {
    robot.interact(
        () -> {
          field.requestFocus();
          field.setText(text);
          field.fireEvent(new ActionEvent());
        });
  }

  @Test
  void areRefusedAtEachControlWithTheReason(FxRobot robot) throws Exception {
    until(RunState.READY);
    Recipe before = recipe();
    List<TextField> fields = fields(robot);
    assertThat(fields).hasSizeGreaterThan(15);
    for (TextField field : fields) {
      String key = key(field);
      String shown = field.getText();
      for (String wrong : List.of("abc", "-7", "NaN")) {
        enter(robot, field, wrong);
        Label problem =
            robot.lookup(node -> ("problem:" + key).equals(node.getId())).queryAs(Label.class);
        assertThat(problem.getText()).as("%s = %s", key, wrong).contains(wrong, "expected");
        assertThat(field.getPseudoClassStates()).extracting(Object::toString).contains("danger");
        assertThat(recipe()).isEqualTo(before);
      }
      robot.interact(
          () ->
              field.fireEvent(
                  new javafx.scene.input.KeyEvent(
                      javafx.scene.input.KeyEvent.KEY_PRESSED,
                      "",
                      "",
                      KeyCode.ESCAPE,
                      false,
                      false,
                      false,
                      false)));
      assertThat(field.getText()).isEqualTo(shown);
      assertThat(field.getPseudoClassStates())
          .extracting(Object::toString)
          .doesNotContain("danger");
    }
    assertThat(fixture.workbench.state().get()).isEqualTo(RunState.READY);
  }

  @Test
  void aSeedThatIsNoneIsRefusedAtItsField(FxRobot robot) throws Exception {
    until(RunState.READY);
    long before = recipe().seed();
    TextField seed = robot.lookup("#seed").queryAs(TextField.class);
    enter(robot, seed, "seven");
    assertThat(seed.getTooltip().getText()).contains("seven", "expected a whole number");
    assertThat(seed.getPseudoClassStates()).extracting(Object::toString).contains("danger");
    assertThat(recipe().seed()).isEqualTo(before);
  }

  @Test
  void aRunThatDivergesStopsAndSaysWhatToChange(FxRobot robot) throws Exception {
    until(RunState.READY);
    Recipe diverging =
        new RecipeCatalog().load("iris", Map.of("teacher.training.learningRate", "1e30"));
    robot.interact(() -> fixture.workbench.open(diverging));
    until(RunState.READY);
    robot.clickOn("#run");
    until(RunState.DIVERGED);
    Labeled banner = robot.lookup("#banner-text").queryLabeled();
    assertThat(banner.getText())
        .contains("diverged at step", "lower teacher.training.learningRate", "start again");
    assertThat(fixture.messages.list())
        .filteredOn(message -> message.level() == Messages.Level.ERROR)
        .hasSize(1);

    robot.interact(() -> fixture.workbench.set("teacher.training.learningRate", "0.05", false));
    until(RunState.READY);
    robot.clickOn("#run");
    fixture.until(() -> fixture.workbench.progress().get().steps() > 5);
  }
}
