package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Folders of earlier runs that are opened: what comes of it, and of those that cannot be. */
@ExtendWith(ApplicationExtension.class)
class OpenRunTest {
  @TempDir Path folder;
  private WindowFixture fixture;

  @Start
  void start(Stage stage) {
    fixture = new WindowFixture(stage, folder.resolve("home"));
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(fixture::close);
  }

  private void until(RunState state) throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == state);
  }

  private Recipe recipe() {
    return fixture.workbench.recipe().get();
  }

  /** Runs so many epochs of the teacher and the student, and then stops. */
  private Path run(int epochs, String... changes) {
    Workbench other = TinyBench.open(folder.resolve("elsewhere"), changes);
    TinyBench.await(other, RunState.READY);
    for (int i = 0; i < epochs; i++) {
      other.step(Phase.BOTH, RunDriver.StepSize.EPOCH);
      TinyBench.await(other, RunState.PAUSED);
    }
    other.stop();
    TinyBench.await(other, RunState.FINISHED);
    Path saved = other.result().get().folder();
    TinyBench.close(other);
    return saved;
  }

  private String lastMessage(Messages.Level level) {
    return fixture.messages.list().stream()
        .filter(message -> message.level() == level)
        .reduce((before, last) -> last)
        .map(Messages.Message::text)
        .orElse("");
  }

  private void isRefused(FxRobot robot, Path saved, String... words) throws Exception {
    Recipe before = recipe();
    robot.interact(() -> fixture.window.open(saved));
    fixture.until(() -> !lastMessage(Messages.Level.ERROR).isEmpty());
    assertThat(lastMessage(Messages.Level.ERROR)).contains(words);
    assertThat(recipe()).isEqualTo(before);
    assertThat(fixture.workbench.state().get()).isEqualTo(RunState.PAUSED);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);
    assertThat(fixture.preferences.values().recent()).isEmpty();
  }

  private void step(FxRobot robot) throws Exception {
    until(RunState.READY);
    robot.interact(() -> fixture.window.actions().run("step"));
    until(RunState.PAUSED);
  }

  @Test
  void aRunThatWasStoppedIsMeasuredAtTheStepItReached(FxRobot robot) throws Exception {
    until(RunState.READY);
    Path saved = run(3);
    FileDrop.onto(robot, fixture.window.root(), saved);
    fixture.until(() -> recipe().name().equals("digits"));
    until(RunState.FINISHED);
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(63);
    assertThat(fixture.workbench.curve().get(fixture.workbench.curve().size() - 1).step())
        .isEqualTo(63);
    assertThat(fixture.workbench.result().get().outcome().test()).isNotNull();
    assertThat(lastMessage(Messages.Level.INFO)).contains("stopped before its last step");
    assertThat(fixture.preferences.values().recent()).contains(saved.toString());
  }

  @Test
  void aRunWithoutAStudentIsRefused(FxRobot robot) throws Exception {
    step(robot);
    isRefused(robot, run(1), "digits-1", "before there was a student");
  }

  @Test
  void aRunWhoseDataAreGoneIsRefusedWithTheirName(FxRobot robot) throws Exception {
    step(robot);
    Path rows = folder.resolve("rows.csv");
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 90; i++) {
      text.append(i % 7).append(',').append(i * .5).append(',').append(i % 3).append('\n');
    }
    Files.writeString(rows, text);
    Path saved =
        run(
            3,
            "data.dataset",
            "\"" + rows + "\"",
            "data.label",
            "\"kind\"",
            "data.testFraction",
            "0.2",
            "student.transferInputs.shift",
            "0");
    Files.delete(rows);
    isRefused(robot, saved, "rows.csv", "the data of a saved run are needed");
  }

  @Test
  void aFolderThatIsNoRunIsRefused(FxRobot robot) throws Exception {
    step(robot);
    Path none = Files.createDirectory(folder.resolve("none"));
    isRefused(robot, none, "none", "expected the recipe of a run in its folder");
  }

  @Test
  void whatIsDamagedIsRefusedWithItsFile(FxRobot robot) throws Exception {
    step(robot);
    Path saved = run(3);
    cut(saved.resolve("student.npz"));
    isRefused(robot, saved, "student.npz");
  }

  private static void cut(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(all, all.length / 2));
  }

  @Test
  void asksBeforeWorkIsLost(FxRobot robot) throws Exception {
    step(robot);
    Path saved = run(3);
    robot.interact(() -> fixture.window.openRun(saved, "Masks"));
    fixture.until(() -> robot.lookup("#no").tryQuery().isPresent());
    robot.clickOn("#no");
    fixture.until(() -> robot.lookup("#no").tryQuery().isEmpty());
    assertThat(recipe().name()).isEqualTo("iris");
    assertThat(fixture.workbench.progress().get().steps()).isEqualTo(1);
    assertThat(fixture.window.pageTitle().getValue()).isEqualTo("Gap");

    robot.interact(() -> fixture.window.openRun(saved, "Masks"));
    fixture.until(() -> robot.lookup("#yes").tryQuery().isPresent());
    robot.clickOn("#yes");
    fixture.until(() -> recipe().name().equals("digits"));
    assertThat(fixture.window.pageTitle().getValue()).isEqualTo("Masks");
  }
}
