package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.run.Road;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a run that was saved. */
class SavedRunCommandsTest {
  private static final List<String> COMMANDS =
      List.of("import", "distil", "evaluate", "predict", "export");

  @TempDir private static Path shared;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void saveRun() {
    run = shared.resolve("run");
    Terminal.Result result = Terminal.inProcess(Terminal.run(run));
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @Test
  void evaluateGivesTheNumbersOfTheRun() throws IOException {
    Terminal.Result result = done("evaluate", run.toString(), "--json", "--threads", "1");

    assertThat(withoutClock(new ObjectMapper().readTree(result.out())))
        .isEqualTo(withoutClock(json(run)));
  }

  @Test
  void evaluatePrintsTableAndVerdictOfTheRowsAskedFor() throws IOException {
    Terminal.Result result =
        done(
            "evaluate",
            run.toString(),
            "--rows",
            "validation",
            "--passes",
            "20",
            "--predictors",
            "geometric,moments");

    assertThat(result.out())
        .contains("144 validation rows", "geometric", "moments", "20  ", "of the gap")
        .doesNotContain("test rows;");
  }

  @Test
  void aPackedRunEvaluatesPredictsAndDistilsAsItsFolder() throws IOException {
    Path packed = folder.resolve("digits.npz");
    Terminal.Result pack = done("pack", run.toString(), "--out", packed.toString());
    assertThat(pack.err()).contains(packed.toString(), "bytes");

    Terminal.Result result = done("evaluate", packed.toString(), "--json", "--threads", "1");
    assertThat(withoutClock(new ObjectMapper().readTree(result.out())))
        .isEqualTo(withoutClock(json(run)));
    Path out = folder.resolve("from-pack");
    done("distil", packed.toString(), "--out", out.toString());
    assertThat(out.resolve("student.npz")).hasSameBinaryContentAs(run.resolve("student.npz"));
    Path again = folder.resolve("again.npz");
    done("pack", packed.toString(), "--out", again.toString());
    assertThat(again).hasSameBinaryContentAs(packed);
  }

  @Test
  void distillingAgainGivesTheSameStudent() throws IOException {
    Path out = folder.resolve("again");
    Terminal.Result result = done("distil", run.toString(), "--out", out.toString());

    assertThat(Terminal.filesIn(out))
        .containsExactly(
            "evaluations.jsonl",
            "metrics.csv",
            "recipe.json",
            "report.html",
            "student.npz",
            "summary.json",
            "teacher.json",
            "teacher.npz");
    assertThat(out.resolve("student.npz")).hasSameBinaryContentAs(run.resolve("student.npz"));
    assertThat(out.resolve("teacher.npz")).hasSameBinaryContentAs(run.resolve("teacher.npz"));
    assertThat(json(out).get("predictors").get("student").get("nll"))
        .isEqualTo(json(run).get("predictors").get("student").get("nll"));
    assertThat(result.out()).contains("standard", "MC", "student", "The student");
    assertThat(result.err()).contains("report.html");
    assertThat(Terminal.read(out, "report.html")).contains(run.resolve("teacher.npz").toString());
  }

  /** Whatever the student's seed, what the teacher is measured on is what it never saw. */
  @Test
  void anotherSeedMovesTheStudentAndNotTheData() throws IOException {
    Path out = folder.resolve("other");
    done(
        "distil",
        run.toString(),
        "--seed",
        "7",
        "--set",
        "student.start=fresh",
        "--set",
        "student.layers=[9]",
        "--out",
        out.toString());

    JsonNode summary = json(out);
    assertThat(summary.get("seed").asLong()).isEqualTo(7);
    assertThat(summary.get("weights").get("student").asLong()).isEqualTo(65 * 9 + 10 * 10);
    assertThat(summary.at("/predictors/standard/nll"))
        .isEqualTo(json(run).at("/predictors/standard/nll"));
    Terminal.Result validation = done("evaluate", out.toString(), "--rows", "validation", "--json");
    assertThat(new ObjectMapper().readTree(validation.out()).at("/predictors/standard/nll"))
        .as("validation rows are the teacher's, too")
        .isEqualTo(
            new ObjectMapper()
                .readTree(done("evaluate", run.toString(), "--rows", "validation", "--json").out())
                .at("/predictors/standard/nll"));
    assertThat(
            withoutClock(new ObjectMapper().readTree(done("evaluate", out + "", "--json").out())))
        .isEqualTo(withoutClock(summary));
  }

  @Test
  void weightsFromElsewhereAreDistilledWithARecipe() throws IOException {
    Path out = folder.resolve("out");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "distil",
                run.resolve("teacher.npz").toString(),
                "--recipe",
                "digits",
                "--out",
                out.toString()));
    arguments.addAll(Terminal.QUICK);
    done(arguments.toArray(String[]::new));

    assertThat(out.resolve("student.npz")).hasSameBinaryContentAs(run.resolve("student.npz"));
  }

  @Test
  void predictGivesAClassAndProbabilitiesForEachRow() throws IOException {
    Dataset digits = new DatasetCatalog().load("digits");
    Path rows = Files.writeString(folder.resolve("rows.csv"), csv(digits, 1437, 1797));
    Path out = folder.resolve("out.csv");
    Terminal.Result result =
        done("predict", run.toString(), "--in", rows.toString(), "--out", out.toString());

    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("divided by 16", "columns left out: label");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0)).isEqualTo("class,p_0,p_1,p_2,p_3,p_4,p_5,p_6,p_7,p_8,p_9");
    assertThat(lines).hasSize(361);
    int wrong = 0;
    for (int i = 0; i < 360; i++) {
      String[] cells = lines.get(i + 1).split(",");
      double sum = Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).sum();
      assertThat(sum).isEqualTo(1, within(1e-12));
      wrong += cells[0].equals(Integer.toString(digits.labels()[1437 + i])) ? 0 : 1;
    }
    double error = json(run).at("/predictors/student/error").asDouble();
    assertThat(wrong / 360.0).isEqualTo(error, within(1e-12));
    assertThat(Terminal.filesIn(folder)).containsExactly("out.csv", "rows.csv");
  }

  @Test
  void predictAveragesOverMasksWhereAskedTo() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), csv(null, 0, 0));
    String[] arguments = {
      "predict", run.toString(), "--in", rows.toString(), "--with", "mc", "--passes", "80"
    };
    Terminal.Result result = done(arguments);

    assertThat(result.out().lines().findFirst().orElseThrow())
        .endsWith("p_9,entropy,mutual_information");
    assertThat(result.out().lines()).hasSize(3);
    assertThat(done(arguments).out()).as("the same masks again").isEqualTo(result.out());
    List<String> other = new ArrayList<>(List.of(arguments));
    other.addAll(List.of("--seed", "5"));
    assertThat(done(other.toArray(String[]::new)).out()).isNotEqualTo(result.out());
    Terminal.Result standard =
        done("predict", run.toString(), "--in", rows.toString(), "--with", "standard");
    assertThat(standard.out().lines().findFirst().orElseThrow()).endsWith("p_9");
  }

  @Test
  void exportWritesEitherNetworkInEitherFormat() throws IOException {
    Path npz = folder.resolve("teacher.npz");
    Terminal.Result result =
        done("export", run.toString(), "--network", "teacher", "--out", npz.toString());
    assertThat(result.err()).contains("the teacher, 64-16-12-10, 1,374 weights");
    NpyArray exported = Npz.read(npz).get("layers.1.weight");
    NpyArray saved = Npz.read(run.resolve("teacher.npz")).get("layers.1.weight");
    assertThat(exported.shape()).containsExactly(12, 16);
    assertThat(exported.floats()).isEqualTo(saved.floats());

    Path tensors = folder.resolve("student.safetensors");
    done("export", run.toString(), "--out", tensors.toString());
    Path named = folder.resolve("model.bin");
    done("export", run.toString(), "--out", named.toString(), "--format", "safetensors");
    assertThat(named).hasSameBinaryContentAs(tensors);
    assertThat(Files.readAllBytes(tensors)[8]).isEqualTo((byte) '{');
    assertThat(Terminal.filesIn(folder))
        .containsExactly("model.bin", "student.safetensors", "teacher.npz");
  }

  @Test
  void helpSaysWhatEachCommandDoesAndTakes() {
    for (String command : COMMANDS) {
      Terminal.Result result = Terminal.inProcess(command, "--help");
      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).contains("Usage: distillery " + command);
      assertThat(Terminal.inProcess("--help").out()).contains("  " + command + " ");
    }
    String evaluate = Terminal.inProcess("evaluate", "--help").out();
    for (Road road : Road.values()) {
      assertThat(evaluate).contains(road.label());
    }
  }

  private static Terminal.Result done(String... arguments) {
    Terminal.Result result = Terminal.inProcess(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private static JsonNode json(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
  }

  /** Removes what a clock measured, and the steps, which a measurement does not do. */
  private static JsonNode withoutClock(JsonNode summary) {
    ObjectNode copy = summary.deepCopy();
    copy.remove(List.of("seconds", "steps", "totalSteps"));
    copy.findParents("msPerExample").forEach(node -> ((ObjectNode) node).remove("msPerExample"));
    return copy;
  }

  /** Returns rows with a header and a label, in the unit of the source; two zeros for no data. */
  private static String csv(Dataset digits, int from, int to) {
    StringBuilder text = new StringBuilder();
    if (digits == null) {
      String zeros = "0" + ",0".repeat(63) + "\n";
      return zeros + zeros;
    }
    text.append("label;").append(String.join(";", digits.featureNames())).append('\n');
    for (int row = from; row < to; row++) {
      text.append(digits.labels()[row]);
      for (int feature = 0; feature < 64; feature++) {
        text.append(';').append(16 * digits.values()[row * 64 + feature]);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
