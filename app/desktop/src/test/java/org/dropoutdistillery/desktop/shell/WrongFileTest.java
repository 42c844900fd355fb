package org.dropoutdistillery.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.stage.Stage;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A wrong file of any kind is said, with its name, and the run goes on. */
@ExtendWith(ApplicationExtension.class)
class WrongFileTest {
  @TempDir Path folder;
  private WindowFixture fixture;

  /**
   * A file that cannot be opened.
   *
   * @param bytes null where there is none
   * @param said what a message about it must contain
   */
  private record Wrong(String file, byte[] bytes, List<String> said) {
    static Wrong of(String file, byte[] bytes, String... said) {
      return new Wrong(file, bytes, Stream.concat(Stream.of(file), Stream.of(said)).toList());
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static List<Wrong> wrongFiles() throws IOException {
    String recipe = RecipeJson.write(new RecipeCatalog().load("iris"));
    String range = recipe.replaceFirst("\"dropRate\" ?: ?0.3", "\"dropRate\": 1.5");
    byte[] model = Files.readAllBytes(Path.of("..", "..", "sample-models", "moons.npz"));
    byte[] other = model.clone();
    other[model.length / 3] ^= 64;
    byte[] header = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 90};
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 4, 0, 0, 0, 4, 1, 2, 3};
    byte[] binary = {0, 1, 2, (byte) 0xFF, (byte) 0xFE, '\n', 0, 0, (byte) 0x80};
    return List.of(
        Wrong.of("cut.json", text("{\"version\": 1, \"name\": \"x\""), "line 1"),
        Wrong.of("range.json", text(range), "teacher.layers[0].dropRate", "1.5", "[0, 1)"),
        Wrong.of(
            "key.json",
            text(recipe.replaceFirst("\"teacher\"", "\"teachre\"")),
            "teachre",
            "expected"),
        Wrong.of("cut.npz", Arrays.copyOf(model, model.length / 2), "expected"),
        Wrong.of("byte.npz", other),
        Wrong.of("lonely.npz", withoutLabels(), "expected"),
        Wrong.of("cut.npy", Arrays.copyOf(header, 40), "expected"),
        Wrong.of("cut-images-idx3-ubyte", images, "expected"),
        Wrong.of("empty.csv", new byte[0], "expected"),
        Wrong.of("bytes.csv", binary, "expected"),
        Wrong.of("ragged.csv", text("a,b,kind\n1,2,x\n3,4,y\n5,y\n6,7,x\n"), "line 4", "expected"),
        Wrong.of("missing.csv", null, "no such file"));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withoutLabels() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, Map.of("x", NpyArray.ofFloats(new int[] {2, 2}, new float[4])));
    return bytes.toByteArray();
  }

  @Start
  void start(Stage stage) {
    fixture = new WindowFixture(stage, folder.resolve("home"));
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(fixture::close);
  }

  private void run(FxRobot robot) throws Exception {
    fixture.until(() -> fixture.workbench.state().get() == RunState.READY);
    robot.clickOn("#run");
    fixture.until(fixture.workbench::hasWorkToLose);
  }

  private List<String> errors() {
    return fixture.messages.list().stream()
        .filter(message -> message.level() == Messages.Level.ERROR)
        .map(Messages.Message::text)
        .toList();
  }

  private void assertGoesOn(Recipe before) throws Exception {
    long steps = fixture.workbench.progress().get().steps();
    fixture.until(() -> fixture.workbench.progress().get().steps() > steps);
    assertThat(fixture.workbench.recipe().get()).isEqualTo(before);
    assertThat(fixture.workbench.state().get()).isEqualTo(RunState.RUNNING);
    assertThat(fixture.preferences.values().recent()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void isNamedAndNothingElseChanges(Wrong wrong, FxRobot robot) throws Exception {
    Path file = folder.resolve(wrong.file);
    if (wrong.bytes != null) {
      Files.write(file, wrong.bytes);
    }
    run(robot);
    Recipe before = fixture.workbench.recipe().get();
    FileDrop.onto(robot, fixture.window.root(), file);
    fixture.until(() -> !errors().isEmpty() || isAsked(robot));
    if (isAsked(robot)) {
      robot.clickOn("#open-own-data");
      fixture.until(() -> !errors().isEmpty());
    }
    assertThat(errors()).hasSize(1);
    assertThat(robot.lookup("#banner-text").queryLabeled().getText())
        .isEqualTo(errors().get(0))
        .contains(wrong.said)
        .doesNotContain("Exception", "java.");
    assertGoesOn(before);
  }

  private static boolean isAsked(FxRobot robot) {
    return robot.lookup("#open-own-data").tryQuery().isPresent();
  }

  @Test
  void weightsAreRefusedWhereTheyAreChosen(FxRobot robot) throws Exception {
    Path file = Files.write(folder.resolve("cut.safetensors"), new byte[] {9, 0, 0, 0, 0});
    run(robot);
    Recipe before = fixture.workbench.recipe().get();
    robot.interact(() -> fixture.window.open(file));
    robot.clickOn("#teacher-check");
    fixture.until(
        () -> robot.lookup("#teacher-said").queryLabeled().getText().contains("cut.safetensors"));
    assertThat(robot.lookup("#teacher-said").queryLabeled().getText()).contains("expected");
    assertThat(robot.lookup("#teacher-use").query().isDisabled()).isTrue();
    assertGoesOn(before);
  }
}
