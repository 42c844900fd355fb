package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.run.RecipeJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person starts it, as a process of its own. */
@Timeout(240)
class ProgramProcessTest {
  private static final List<String> ALL_FILES =
      List.of(
          "evaluations.jsonl",
          "metrics.csv",
          "recipe.json",
          "report.html",
          "student.npz",
          "summary.json",
          "teacher.npz");

  @TempDir private Path folder;

  /** The default recipe to the end, as the README promises it. */
  @Test
  void digitsClosesMostOfTheGapOnTheTestRows() throws Exception {
    Process process = Terminal.start(folder, "run", "digits", "--seed", "1", "--out", "result");
    Terminal.Result result = Terminal.finish(process, folder);

    assertThat(result.exitCode()).as(result.err()).isZero();
    Path out = folder.resolve("result");
    assertThat(Terminal.filesIn(out)).isEqualTo(ALL_FILES);
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertThat(summary.at("/gapClosed/low").asDouble()).isGreaterThan(0.9);
    assertThat(summary.at("/headline/low").asDouble()).isPositive();
    assertThat(summary.at("/predictors/standard/error").asDouble()).isBetween(0.01, 0.12);
    assertThat(summary.at("/predictors/student/klToMc").asDouble())
        .isLessThan(summary.at("/predictors/standard/klToMc").asDouble() / 10);
    assertThat(result.out()).contains("standard", "MC", "student", "The student closes");
    assertThat(result.err()).contains("100 %", "steps/s", "report.html");
    assertThat(result.err()).doesNotContainIgnoringCase("warning");
    checkWeights(out, summary);
    checkReport(Files.readString(out.resolve("report.html")));
  }

  private static void checkWeights(Path out, JsonNode summary) throws Exception {
    Map<String, NpyArray> teacher = Npz.read(out.resolve("teacher.npz"));
    Map<String, NpyArray> student = Npz.read(out.resolve("student.npz"));
    assertThat(teacher.get("layers.0.weight").shape()).containsExactly(256, 64);
    assertThat(count(teacher)).isEqualTo(summary.at("/weights/teacher").asLong());
    assertThat(count(student)).isEqualTo(summary.at("/weights/student").asLong());
    assertThat(student.get("layers.1.weight").floats())
        .isNotEqualTo(teacher.get("layers.1.weight").floats());
  }

  private static long count(Map<String, NpyArray> arrays) {
    return arrays.values().stream().mapToLong(NpyArray::size).sum();
  }

  private static void checkReport(String html) {
    String references = html.replaceAll("http://www\\.w3\\.org/[\\w/.]+", "");
    assertThat(references).doesNotContain("http://", "https://", "src=\"//", "@import");
    assertThat(html).contains("<svg", "The student closes");
  }

  @Test
  void oneAndTwoThreadsAndAnotherStartGiveTheSameBits() throws Exception {
    String first = metricsOf("a", "--threads", "1");
    assertThat(metricsOf("b", "--threads", "2")).isEqualTo(first);
    assertThat(metricsOf("c", "--threads", "2")).isEqualTo(first);
    assertThat(metricsOf("d", "--seed", "99")).isNotEqualTo(first);
  }

  private String metricsOf(String name, String... more) throws Exception {
    Path out = folder.resolve(name);
    Process process = Terminal.start(folder, Terminal.run(out, more));
    assertThat(Terminal.finish(process, folder).exitCode()).isZero();
    return Terminal.read(out, "metrics.csv");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void controlCWritesWhatThereIs() throws Exception {
    Path out = folder.resolve("result");
    Process process =
        Terminal.start(folder, Terminal.run(out, "--set", "teacher.training.epochs=100000"));
    while (!Terminal.read(folder, "err.txt").contains("0 %") && process.isAlive()) {
      Thread.sleep(50);
    }
    Thread.sleep(1000);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    Terminal.Result result = Terminal.finish(process, folder);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(130);
    assertThat(Terminal.filesIn(out))
        .containsExactly(
            "checkpoint.npz",
            "evaluations.jsonl",
            "metrics.csv",
            "recipe.json",
            "report.html",
            "summary.json",
            "teacher.npz");
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    assertThat(summary.get("completed").asBoolean()).isFalse();
    assertThat(summary.get("steps").asLong()).isBetween(1L, 2_099_999L);
    assertThat(summary.get("predictors").isNull()).isTrue();
    List<String> lines = Files.readAllLines(out.resolve("metrics.csv"));
    assertThat(lines.size()).isGreaterThan(2);
    assertThat(lines.get(lines.size() - 1).split(",", -1)).hasSameSizeAs(lines.get(0).split(","));
    assertThat(result.out()).contains("Stopped after", "test rows were not touched");
    RecipeJson.read("recipe.json", Terminal.read(out, "recipe.json"));
  }

  @Test
  void recipeAsRunGivesTheSameRunAgain() throws Exception {
    String first = metricsOf("a", "--seed", "5");
    Path again = folder.resolve("again");
    Process process =
        Terminal.start(folder, "run", "a/recipe.json", "--out", again.toString(), "--json");
    Terminal.Result result = Terminal.finish(process, folder);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Terminal.read(again, "metrics.csv")).isEqualTo(first);
    JsonNode printed = new ObjectMapper().readTree(result.out());
    assertThat(printed)
        .isEqualTo(new ObjectMapper().readTree(Terminal.read(again, "summary.json")));
    assertThat(printed.get("seed").asLong()).isEqualTo(5);
    double headline = printed.at("/headline/value").asDouble();
    double difference =
        printed.at("/predictors/standard/klToMc").asDouble()
            - printed.at("/predictors/student/klToMc").asDouble();
    assertThat(headline).isEqualTo(difference, within(1e-9));
  }
}
