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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe that predicts numbers, from the command to the files. */
class NumbersRunTest {
  @TempDir private Path folder;

  private Terminal.Result run(Path out, String... changes) {
    List<String> arguments = new ArrayList<>(List.of("run", "sine", "--out", out.toString()));
    arguments.addAll(Terminal.QUICK);
    Arrays.stream(changes).forEach(change -> arguments.addAll(List.of("--set", change)));
    return Terminal.inProcess(arguments.toArray(String[]::new));
  }

  private static JsonNode summary(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
  }

  @Test
  void aCurveIsReportedInItsOwnMeasures() throws IOException {
    Path out = folder.resolve("result");
    Terminal.Result result =
        run(out, "evaluation.predictors=[\"moments\", \"geometric\", \"expectation_linear\"]");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Terminal.filesIn(out))
        .containsExactly(
            "evaluations.jsonl",
            "metrics.csv",
            "recipe.json",
            "report.html",
            "student.npz",
            "summary.json",
            "teacher.npz");
    assertThat(result.out())
        .contains("RMSE", "distance to MC", "moments", "expectation_linear")
        .contains("geometric: a geometric mean is one of probabilities")
        .containsPattern("RMSE [\\d.]+ against [\\d.]+ standard")
        .doesNotContain("error %", "McNemar", "NaN");
    assertThat(result.err()).contains("distance(MC|student)").doesNotContain("KL(");
    assertThat(summary(out).at("/predictors/student/rmse").isNumber()).isTrue();
    assertThat(summary(out).at("/roads/0/gapClosed").isMissingNode()).isFalse();
    assertThat(summary(out).at("/averaging/mse").size()).isEqualTo(10);
    List<String> lines = Files.readAllLines(out.resolve("metrics.csv"));
    assertThat(lines.get(0)).contains("student_distance_to_mc", "mask_variance");
    assertThat(lines).allMatch(line -> line.split(",", -1).length == 33);
    assertThat(Terminal.read(out, "report.html")).contains("<svg", "RMSE");
  }

  /** Ratings from 0 to 4 in steps of one: classes, unless a person knows better. */
  @Test
  void wholeNumbersOfAFileArePredictedAsTheTaskSays() throws IOException {
    String[] changes = own(ratings(), "label=rating", "testFraction=0.25");
    Path guessed = folder.resolve("guessed");
    Path said = folder.resolve("said");

    Terminal.Result classes = run(guessed, changes);
    Terminal.Result numbers = run(said, with(changes, "data.task=numbers"));

    assertThat(classes.exitCode()).as(classes.err()).isZero();
    assertThat(classes.out()).contains("error %", "right where the other is wrong: student");
    assertThat(numbers.exitCode()).as(numbers.err()).isZero();
    assertThat(numbers.out()).contains("RMSE", "60 test rows");
    JsonNode summary = summary(said);
    assertThat(summary.at("/recipeAsRun/data/task").textValue()).isEqualTo("numbers");
    // Ratings have a standard deviation of √2; without anything learnt the error would be that.
    assertThat(summary.at("/predictors/standard/rmse").doubleValue()).isBetween(0.0, 1.5);
    assertThat(summary(guessed).at("/studentMinusStandard/rightness/exactP").isNumber()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          data.task=regression            | data.task: "regression" | one of classes, numbers
          data.label=score                | data.label: "score" | one of rating, x
          student.divergence=forward_kl   | student.divergence | squared_error
          student.transferInputs.shift=1  | student.transferInputs.shift: 1 | 0: rows of
          """)
  void whatDoesNotFitNumbersIsRefusedAndLeavesNothing(String change, String where, String expected)
      throws IOException {
    Path out = folder.resolve("result");
    Terminal.Result result =
        run(out, with(own(ratings(), "label=rating", "task=numbers", "testFraction=0.25"), change));

    assertThat(result.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(result.err()).contains(where, expected).doesNotContain("Exception", "\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void numbersThatAreAllTheSameAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("flat.csv"), "x,y\n" + "1,3\n2,3\n".repeat(50));
    Terminal.Result result =
        run(folder.resolve("result"), own(file, "label=y", "task=numbers", "testFraction=0.25"));

    assertThat(result.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(result.err()).contains("data.dataset", "that differ", "training rows have 3.0");
  }

  @Test
  void wordsAreNoNumbers() throws IOException {
    Path file = Files.writeString(folder.resolve("words.csv"), "x,y\n" + "1,a\n2,b\n".repeat(50));
    Terminal.Result result =
        run(folder.resolve("result"), own(file, "label=y", "task=numbers", "testFraction=0.25"));

    assertThat(result.exitCode()).isEqualTo(Distillery.NO_FILE);
    assertThat(result.err())
        .contains("words.csv, line 2", "'a'", "a number to predict")
        .doesNotContain("Exception", "\tat ");
  }

  @Test
  void divergenceIsSaidAndLeavesTheLastGoodWeights() throws IOException {
    Path out = folder.resolve("result");
    Terminal.Result result = run(out, "teacher.training.learningRate=1e9");

    assertThat(result.exitCode()).isEqualTo(Distillery.DIVERGED);
    assertThat(result.err()).contains("lower teacher.training.learningRate");
    assertThat(Terminal.filesIn(out)).contains("teacher.npz", "metrics.csv", "report.html");
    assertThat(summary(out).get("completed").booleanValue()).isFalse();
  }

  private Path ratings() throws IOException {
    String rows =
        IntStream.range(0, 240)
            .mapToObj(i -> i % 5 + "," + ((i % 5) / 2.0 + (i % 7) / 20.0))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("ratings.csv"), "rating,x\n" + rows);
  }

  private static String[] own(Path file, String... keys) {
    List<String> changes = new ArrayList<>(List.of("data.dataset=" + file));
    Arrays.stream(keys).forEach(key -> changes.add("data." + key));
    return changes.toArray(String[]::new);
  }

  private static String[] with(String[] changes, String more) {
    String[] all = Arrays.copyOf(changes, changes.length + 1);
    all[changes.length] = more;
    return all;
  }
}
