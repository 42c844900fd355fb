package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RowPredictor;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StudentModelTest {
  private static final Environment ENVIRONMENT = new Environment("p", 2, "17", "b", "k");
  private static final Path PAGE = Path.of("..", "docs", "use-a-student.md");

  @TempDir Path folder;

  static List<Recipe> recipes() {
    return List.of(
        TinyRun.recipe("data.standardise", "true"),
        TinyRun.convolutional("data.standardise", "true"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void predictsRawRowsAsTheProgramDoes(Recipe recipe) throws IOException {
    SavedRun run = saved(TinyRun.driveOnItsData(recipe));
    Dataset digits = run.data().loaded().dataset();
    double[] expected = expected(run);
    try (StudentModel student = StudentModel.open(pack(run))) {
      assertThat(student.features()).isEqualTo(digits.featureNames());
      assertThat(student.classes()).isEqualTo(digits.classNames());
      for (int row = 0; row < 50; row++) {
        double[] ours = Arrays.copyOfRange(expected, 10 * row, 10 * row + 10);
        assertThat(student.probabilities(raw(run, row))).containsExactly(ours, within(1e-6));
        int best = student.classes().indexOf(student.predictedClass(raw(run, row)));
        assertThat(ours[best]).isEqualTo(Arrays.stream(ours).max().orElseThrow(), within(1e-6));
      }
      assertThatIllegalStateException().isThrownBy(() -> student.number(new double[64]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> student.probabilities(1, 2))
          .withMessageContaining("row of 2 numbers, expected 64 finite ones");
      double[] bad = new double[64];
      bad[3] = Double.NaN;
      assertThatIllegalArgumentException().isThrownBy(() -> student.predictedClass(bad));
    }
  }

  @Test
  void numbersComeInTheirUnit() throws IOException {
    SavedRun run = saved(TinyRun.driveOnItsData(TinyRun.sine("teacher.training.epochs", "2")));
    double[] expected = expected(run);
    try (StudentModel student = StudentModel.open(pack(run))) {
      for (int row = 0; row < 20; row++) {
        assertThat(student.number(raw(run, row))).isEqualTo(expected[row], within(1e-5));
      }
      assertThatIllegalStateException().isThrownBy(student::classes);
      assertThatIllegalStateException().isThrownBy(() -> student.probabilities(1));
    }
  }

  @Test
  void aTeacherAloneIsNoStudent() throws IOException {
    SavedRun run = saved(TinyRun.drive(TinyRun.recipe()));
    Files.delete(folder.resolve("run/student.npz"));
    Path file = pack(SavedRun.open(folder.resolve("run"), Map.of()));

    assertThat(run.student()).isNotNull();
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> StudentModel.open(file))
        .withMessageContaining("holds no student; 'distil' makes one");
  }

  /** The program on the page, as it stands there, with nothing but the engine and its jars. */
  @Test
  void theProgramInTheDocumentationRuns() throws Exception {
    SavedRun run =
        saved(
            TinyRun.driveOnItsData(
                TinyRun.recipe(
                    "data.dataset",
                    "iris",
                    "data.standardise",
                    "true",
                    "student.transferInputs.shift",
                    "0")));
    Path source = Files.writeString(folder.resolve("UseAStudent.java"), block("java"));
    List<String> lines = java(source, pack(run), raw(run, 0));

    double[] expected = Arrays.copyOf(expected(run), 3);
    List<String> classes = run.data().dataset().classNames();
    assertThat(lines).hasSize(4);
    assertThat(classes).contains(lines.get(0));
    for (int k = 0; k < 3; k++) {
      assertThat(lines.get(1 + k)).startsWith(classes.get(k) + " ");
      String number = lines.get(1 + k).substring(classes.get(k).length() + 1);
      assertThat(Double.parseDouble(number)).isEqualTo(expected[k], within(1e-6));
    }
  }

  private static List<String> java(Path source, Path model, double[] row) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                source.toString(),
                model.toString()));
    Arrays.stream(row).mapToObj(Double::toString).forEach(command::add);
    Path errors = source.resolveSibling("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return out.lines().toList();
  }

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static double[] expected(SavedRun run) {
    float[] values = run.data().loaded().dataset().values();
    try (Workers workers = new Workers(1)) {
      return new RowPredictor(run.recipe(), run.data(), values, workers)
          .once(run.student())
          .values();
    }
  }

  /** Returns a row in the unit of the source. */
  private static double[] raw(SavedRun run, int row) {
    Dataset dataset = run.data().loaded().dataset();
    double[] values = new double[dataset.features()];
    for (int i = 0; i < values.length; i++) {
      values[i] = run.divisor() * dataset.values()[row * values.length + i];
    }
    return values;
  }

  private SavedRun saved(RunOutcome outcome) throws IOException {
    Path home = folder.resolve("run");
    RunFolder.open(home).write(outcome, ENVIRONMENT, "");
    return SavedRun.open(home, Map.of());
  }

  private Path pack(SavedRun run) throws IOException {
    return Files.write(folder.resolve("model.npz"), ModelBundle.of(run).bytes());
  }
}
