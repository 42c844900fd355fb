package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.Safetensors;
import org.dropoutdistillery.desktop.session.KeptRecipe;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeLayer;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.RunProgress;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.SavedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Files of one's own, by dialog or dropped onto the window. */
@ExtendWith(ApplicationExtension.class)
class OpeningTest {
  private static final int ROWS = 60;

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

  private Recipe recipe() {
    return fixture.workbench.recipe().get();
  }

  private void until(RunState state) throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == state);
  }

  private Dataset dataset() {
    return fixture.workbench.data().get().dataset();
  }

  private Path csv(String name) throws IOException {
    StringBuilder rows = new StringBuilder("a,b,size\n");
    for (int i = 0; i < ROWS; i++) {
      rows.append(i % 7).append(',').append(i * .5).append(',').append(i % 3).append('\n');
    }
    return Files.writeString(folder.resolve(name), rows);
  }

  private Path npz() throws IOException {
    float[] features = new float[ROWS * 3];
    long[] classes = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      features[3 * i] = i;
      features[3 * i + 1] = i % 4;
      classes[i] = i % 2;
    }
    Path file = folder.resolve("arrays.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npz.write(
          out,
          Map.of(
              "x", NpyArray.ofFloats(new int[] {ROWS, 3}, features),
              "y", NpyArray.ofLongs(new int[] {ROWS}, classes)));
    }
    return file;
  }

  private static byte[] idx(int... shape) {
    int size = java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + size);
    bytes.putInt(0x0800 + shape.length);
    java.util.Arrays.stream(shape).forEach(bytes::putInt);
    for (int i = 0; i < size; i++) {
      bytes.put((byte) (i % 3));
    }
    return bytes.array();
  }

  private void open(FxRobot robot, Path file) throws Exception {
    robot.interact(() -> fixture.window.open(file));
    fixture.until(() -> robot.lookup("#open-own-data").tryQuery().isPresent());
  }

  private void confirm(FxRobot robot, String name) throws Exception {
    robot.clickOn("#open-own-data");
    fixture.until(() -> recipe().name().equals(name));
    until(RunState.READY);
  }

  @Test
  void aTableThatIsDroppedIsShownAndOpenedAndThereAgainAtTheNextStart(FxRobot robot)
      throws Exception {
    Path file = csv("dropped.csv");
    until(RunState.READY);
    FileDrop.onto(robot, fixture.window.root(), file);
    fixture.until(() -> robot.lookup("#open-own-data").tryQuery().isPresent());
    TableView<List<String>> preview = robot.lookup("#preview").queryTableView();
    assertThat(preview.getColumns())
        .extracting(column -> column.getText())
        .containsExactly("a", "b", "size");
    assertThat(preview.getItems().get(1)).containsExactly("1", "0.5", "1");
    confirm(robot, "dropped");
    assertThat(dataset().rows()).isEqualTo(ROWS);

    Messages messages = new Messages();
    Preferences later = new Preferences(folder.resolve("home"), messages);
    assertThat(new KeptRecipe(later, messages).read()).isEqualTo(recipe());
    assertThat(messages.list()).isEmpty();
  }

  @Test
  void aRecipeGoesThroughTheClipboardWithItsChanges(FxRobot robot) throws Exception {
    until(RunState.READY);
    Recipe whole =
        new RecipeCatalog()
            .load("digits-small")
            .withSeed(77)
            .withChanges(List.of(new LiveChange(3, "teacher.layers[0].dropRate", 0.25)));
    robot.interact(() -> fixture.window.openText(RecipeJson.write(whole)));
    until(RunState.READY);
    assertThat(fixture.workbench.whole()).isEqualTo(whole);

    robot.interact(() -> fixture.window.actions().run("copy-recipe"));
    robot.interact(() -> fixture.window.openRecipe("digits"));
    assertThat(recipe().name()).isEqualTo("digits");
    robot.interact(() -> fixture.window.actions().run("paste-recipe"));
    assertThat(fixture.workbench.whole()).isEqualTo(whole);

    robot.interact(() -> fixture.window.openText("{\"name\": \"half"));
    assertThat(fixture.workbench.whole()).isEqualTo(whole);
    Messages.Message last =
        fixture.workbench.messages().list().get(fixture.workbench.messages().list().size() - 1);
    assertThat(last.level()).isEqualTo(Messages.Level.ERROR);
    assertThat(last.text()).contains("The text", "line 1");
  }

  private Path runs() {
    return folder.resolve("home/runs");
  }

  /** Leaves a run of digits after an epoch, as a window that is closed does. */
  private void leaveRun() throws Exception {
    Workbench other = TinyBench.open(runs());
    TinyBench.await(other, RunState.READY);
    other.step(Phase.TEACHER, RunDriver.StepSize.EPOCH);
    TinyBench.await(other, RunState.PAUSED);
    other.close();
    assertThat(other.awaitEnd(20)).isTrue();
  }

  private void offer(FxRobot robot) throws Exception {
    robot.interact(() -> Platform.runLater(fixture.window::offerToGoOn));
    fixture.until(() -> robot.lookup("#go-on").tryQuery().isPresent());
  }

  @Test
  void aRunThatWasNotOverIsOfferedAndGoesOn(FxRobot robot) throws Exception {
    until(RunState.READY);
    leaveRun();
    offer(robot);
    robot.clickOn("#later");
    assertThat(recipe().name()).isEqualTo("iris");

    offer(robot);
    robot.clickOn("#go-on");
    fixture.until(() -> recipe().name().equals("digits"));
    fixture.until(
        () -> {
          RunProgress progress = fixture.workbench.progress().get();
          return progress != null && progress.steps() > 0;
        });
    robot.interact(fixture.workbench::pause);
    assertThat(fixture.workbench.curve()).isNotEmpty();
  }

  @Test
  void aRunThatWasNotOverMayBeGivenUp(FxRobot robot) throws Exception {
    until(RunState.READY);
    leaveRun();
    offer(robot);
    robot.clickOn("#give-up");
    fixture.until(() -> runs().resolve(".unfinished").toFile().list().length == 0);
    robot.interact(fixture.window::offerToGoOn);
    fixture.until(
        () ->
            fixture.messages.list().stream()
                .anyMatch(said -> said.text().equals("There is no run to go on with")));
    assertThat(recipe().name()).isEqualTo("iris");
  }

  /** A net of 4, 6 and 3 units with weights that no training made. */
  private Path weights() throws IOException {
    Random random = new Random(5);
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("fc1.weight", NpyArray.ofFloats(new int[] {6, 4}, numbers(random, 24)));
    arrays.put("fc1.bias", NpyArray.ofFloats(new int[] {6}, numbers(random, 6)));
    arrays.put("fc2.weight", NpyArray.ofFloats(new int[] {3, 6}, numbers(random, 18)));
    arrays.put("fc2.bias", NpyArray.ofFloats(new int[] {3}, numbers(random, 3)));
    Path file = folder.resolve("weights.safetensors");
    try (OutputStream out = Files.newOutputStream(file)) {
      Safetensors.write(out, arrays, Map.of());
    }
    return file;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void aTeacherFromElsewhereIsCheckedAndDistilled(FxRobot robot) throws Exception {
    until(RunState.READY);
    Path file = weights();
    robot.interact(() -> fixture.window.open(file));
    Labeled said = robot.lookup("#teacher-said").queryLabeled();
    Node use = robot.lookup("#teacher-use").query();
    assertThat(use.isDisabled()).isTrue();

    TextInputControl rates = robot.lookup("#teacher-drop-rates").queryTextInputControl();
    robot.interact(() -> rates.setText("0.1, half"));
    robot.clickOn("#teacher-check");
    assertThat(said.getText()).contains("0.1, half", "expected numbers");
    robot.interact(() -> rates.setText("0.1, 0.2, 0.3"));
    ComboBox<String> activation = robot.lookup("#teacher-activation").queryComboBox();
    robot.interact(() -> activation.setValue("relu"));
    robot.clickOn("#teacher-check");
    fixture.until(() -> said.getText().contains("drop rates: 3 given, expected 1 or, with"));
    assertThat(use.isDisabled()).isTrue();

    robot.interact(() -> rates.setText("0.1, 0.25"));
    robot.clickOn("#teacher-check");
    fixture.until(() -> !use.isDisabled());
    assertThat(said.getText()).contains("fc1 → fc2", "6 relu with drop rate 0.25", "error %");

    robot.clickOn("#teacher-use");
    until(RunState.READY);
    assertThat(recipe().teacher().inputDropRate()).isEqualTo(.1);
    assertThat(recipe().teacher().layers()).extracting(RecipeLayer::units).containsExactly(6);
    robot.interact(
        () -> {
          fixture.workbench.set("student.training.epochs", "2", false);
          fixture.workbench.speed().set(1);
        });
    until(RunState.READY);
    robot.interact(fixture.workbench::run);
    until(RunState.FINISHED);
    RunOutcome outcome = fixture.workbench.result().get().outcome();
    assertThat(outcome.teacher().weights(0).get(3, 5))
        .isEqualTo(numbers(new Random(5), 24)[5 * 4 + 3]);
    Path kept = fixture.workbench.result().get().folder().resolve("teacher.json");
    assertThat(Files.readString(kept)).contains("weights.safetensors");

    robot.interact(fixture.workbench::reset);
    until(RunState.READY);
    assertThat(fixture.workbench.progress().get().phase()).isEqualTo(Phase.STUDENT);
  }

  @Test
  void aModelIsOpenedAndMeasured(FxRobot robot) throws Exception {
    until(RunState.READY);
    Workbench other = TinyBench.open(folder.resolve("elsewhere"));
    TinyBench.await(other, RunState.READY);
    other.run();
    TinyBench.await(other, RunState.FINISHED);
    SavedRun saved = SavedRun.open(other.result().get().folder(), Map.of());
    TinyBench.close(other);
    Path model = Files.write(folder.resolve("model.npz"), ModelBundle.of(saved).bytes());

    FileDrop.onto(robot, fixture.window.root(), model);
    fixture.until(() -> recipe().name().equals("digits"));
    until(RunState.FINISHED);
    assertThat(fixture.workbench.result().get().outcome().isComplete()).isTrue();
    assertThat(fixture.preferences.values().recent()).contains(model.toString());
  }

  @Test
  void whatIsPredictedIsChosen(FxRobot robot) throws Exception {
    until(RunState.READY);
    open(robot, csv("rows.csv"));
    ComboBox<String> label = robot.lookup("#label-column").queryComboBox();
    ComboBox<String> task = robot.lookup("#task").queryComboBox();
    assertThat(label.getValue()).isEqualTo("size");
    assertThat(task.getValue()).isEqualTo("found: classes");
    robot.interact(() -> label.getSelectionModel().select("b"));
    assertThat(task.getValue()).isEqualTo("found: numbers");
    confirm(robot, "rows");
    assertThat(dataset().isRegression()).isTrue();

    open(robot, csv("again.csv"));
    ComboBox<String> other = robot.lookup("#task").queryComboBox();
    robot.interact(() -> other.getSelectionModel().select("numbers"));
    confirm(robot, "again");
    assertThat(dataset().isRegression()).isTrue();
  }

  @Test
  void arraysAreOpened(FxRobot robot) throws Exception {
    until(RunState.READY);
    open(robot, npz());
    TableView<List<String>> preview = robot.lookup("#preview").queryTableView();
    assertThat(preview.getItems())
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrder("x", "y");
    assertThat(robot.lookup("#label-column").tryQuery()).isEmpty();
    confirm(robot, "arrays");
    assertThat(dataset().rows()).isEqualTo(ROWS);
    assertThat(dataset().classNames()).containsExactly("0", "1");
  }

  @Test
  void imagesAreOpened(FxRobot robot) throws Exception {
    Path file = Files.write(folder.resolve("my-images-idx3-ubyte"), idx(ROWS, 4, 4));
    Files.write(folder.resolve("my-labels-idx1-ubyte"), idx(ROWS));
    until(RunState.READY);
    open(robot, file);
    TableView<List<String>> preview = robot.lookup("#preview").queryTableView();
    assertThat(preview.getItems().get(0)).contains("60 × 4 × 4");
    confirm(robot, "my-images-idx3-ubyte");
    assertThat(dataset().imageShape()).isNotNull();
    assertThat(dataset().classNames()).hasSize(3);
  }

  @Test
  void aDamagedFileThatIsDroppedStopsNothing(FxRobot robot) throws Exception {
    Path file = Files.writeString(folder.resolve("bad.csv"), "a,b,kind\n1,2,x\n3,oops,y\n4,5,x\n");
    until(RunState.READY);
    robot.clickOn("#run");
    fixture.until(() -> fixture.workbench.hasWorkToLose());
    Recipe before = recipe();
    FileDrop.onto(robot, fixture.window.root(), file);
    fixture.until(() -> robot.lookup("#open-own-data").tryQuery().isPresent());
    robot.clickOn("#open-own-data");
    fixture.until(() -> !fixture.messages.list().isEmpty());
    assertThat(robot.lookup("#banner-text").queryLabeled().getText())
        .contains("bad.csv", "line 3", "oops", "expected");
    long steps = fixture.workbench.progress().get().steps();
    fixture.until(() -> fixture.workbench.progress().get().steps() > steps);
    assertThat(recipe()).isEqualTo(before);
    assertThat(fixture.workbench.state().get()).isEqualTo(RunState.RUNNING);
    assertThat(fixture.preferences.values().recipe()).isNull();
  }

  @Test
  void aRecipeFileIsOpenedAndThereAgainAtTheNextStart(FxRobot robot) throws Exception {
    Recipe mine = new RecipeCatalog().load("wine", Map.of("teacher.training.epochs", "3"));
    Path file = Files.writeString(folder.resolve("mine.json"), RecipeJson.write(mine));
    until(RunState.READY);
    robot.interact(() -> fixture.window.open(file));
    fixture.until(() -> recipe().equals(mine.settled()));
    Messages messages = new Messages();
    Preferences later = new Preferences(folder.resolve("home"), messages);
    assertThat(new KeptRecipe(later, messages).read()).isEqualTo(mine);
  }
}
