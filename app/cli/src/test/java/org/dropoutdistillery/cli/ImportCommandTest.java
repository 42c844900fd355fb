package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A teacher that PyTorch trained, from its file to a student. */
class ImportCommandTest {
  private static final Path REFERENCE =
      Path.of("..", "engine", "src", "test", "resources", "reference");
  private static final List<String> QUICK =
      List.of(
          "--set",
          "student.training.epochs=20",
          "--set",
          "evaluation.finalPasses=100",
          "--set",
          "evaluation.bootstrapResamples=200");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void everyCommandStartsFromWhatWasImported(String format) throws IOException {
    Path teacher = folder.resolve("teacher");
    Terminal.Result imported = done(cancer(teacher, "cancer-mlp." + format));

    assertThat(imported.out())
        .contains("layers lin.0 → lin.1 → lin.2, 30-64-64-2", "64 relu with drop rate 0.5")
        .contains("standardised by mean and deviation of the training rows")
        .contains("standard ", "MC, 100 passes", "validation rows of cancer; 95 % intervals")
        .doesNotContain("WARNING");
    assertThat(imported.err()).contains("distil " + teacher);
    assertThat(Terminal.filesIn(teacher))
        .containsExactly("recipe.json", "teacher.json", "teacher.npz");

    Terminal.Result measured = done("evaluate", teacher + "", "--predictors", "moments");
    assertThat(measured.out()).contains("standard ", "moments", "114 test rows", "No student yet");
    assertThat(measured.out()).doesNotContain("student  ", "McNemar");
    JsonNode json = new ObjectMapper().readTree(done("evaluate", teacher + "", "--json").out());
    assertThat(json.at("/predictors/standard/error").asDouble()).isLessThan(.1);
    assertThat(json.at("/predictors/student").isNull()).isTrue();

    Path rows = Files.writeString(folder.resolve("rows.csv"), "1" + ",1".repeat(29) + "\n");
    done("predict", teacher + "", "--in", rows + "", "--with", "standard");
    done("export", teacher + "", "--network", "teacher", "--out", folder.resolve("t.onnx") + "");
    Path packed = folder.resolve("packed.npz");
    done("pack", teacher + "", "--out", packed + "");
    Path student = folder.resolve("student");
    done("distil", packed + "", "--out", student + "");
    assertThat(done("evaluate", student + "").out()).contains("student closes");
    assertThat(student.resolve("teacher.npz"))
        .hasSameBinaryContentAs(teacher.resolve("teacher.npz"));
  }

  @Test
  void aTeacherThatIsNoBetterThanChanceIsWarnedOf() {
    List<String> arguments =
        new ArrayList<>(List.of(cancer(folder.resolve("t"), "cancer-mlp.npz")));
    arguments.addAll(List.of("--set", "data.standardise=false"));
    Terminal.Result result = done(arguments.toArray(String[]::new));

    assertThat(result.out())
        .contains("WARNING: nothing shows that this teacher is better than")
        .contains("always naming the most frequent class (error 3", "features: taken as they are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cancer-mlp.npz --recipe digits         | 4 | layer lin.0 [64, 30] takes 30 values, but the data set has 64 features
          moons-tiny.npz --recipe moons --drop-rates .5,.5,.5,.5 | 2 | drop rates: 4 given
          moons-tiny.npz --recipe moons --drop-rates 1.5 | 2 | dropRate: 1.5, expected a number in [0, 1)
          moons-tiny.npz --recipe moons --activations gelu | 2 | expected one of
          moons-tiny.npz --recipe moons --layers a,b | 4 | layers: [a, b], expected each of
          moons-tiny.npz --recipe nothing        | 2 | nothing: no such recipe
          moons-tiny.npz                         | 2 | --recipe
          none.npz --recipe moons                | 4 | none.npz: no such file
          README.md --recipe moons               | 4 | README.md: found a header of
          """)
  void whatDoesNotFitIsRefusedAndNothingIsWritten(String line, int exitCode, String message)
      throws IOException {
    String[] words = line.split(" +", -1);
    List<String> arguments = new ArrayList<>(List.of("import", REFERENCE.resolve(words[0]) + ""));
    arguments.addAll(Arrays.asList(words).subList(1, words.length));
    Path out = folder.resolve("out");
    arguments.addAll(List.of("--out", out.toString()));
    Terminal.Result result = Terminal.inProcess(arguments.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err()).contains(message).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void resultsOfARunAreNotLost() throws IOException {
    Path out = Files.createDirectory(folder.resolve("run"));
    Files.writeString(out.resolve("summary.json"), "{}");
    Terminal.Result result = Terminal.inProcess(cancer(out, "cancer-mlp.npz"));

    assertThat(result.exitCode()).isEqualTo(Distillery.NO_FILE);
    assertThat(result.err()).contains("holds the results of a run, which would be lost");
    assertThat(Terminal.filesIn(out)).containsExactly("summary.json");
  }

  private static String[] cancer(Path out, String file) {
    return Stream.concat(
            Stream.of(
                "import",
                REFERENCE.resolve(file).toString(),
                "--recipe",
                "cancer",
                "--activations",
                "relu",
                "--drop-rates",
                ".5,.5",
                "--out",
                out.toString()),
            QUICK.stream())
        .toArray(String[]::new);
  }

  private static Terminal.Result done(String... arguments) {
    Terminal.Result result = Terminal.inProcess(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }
}
