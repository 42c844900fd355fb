package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedRunsTest {
  @TempDir static Path folder;
  private static Terminal.Result result;

  @BeforeAll
  static void runTwoSeeds() {
    result =
        Terminal.inProcess(
            Terminal.run(
                folder,
                "--seeds",
                "3-4",
                "--margin",
                "studentMinusMc.nll=9",
                "--predictors",
                "moments_mean"));
  }

  private static JsonNode json(Path file) throws IOException {
    return new JsonMapper().readTree(Files.readString(file));
  }

  @Test
  void eachSeedHasItsFolderAndItsFiguresStandInTheTables() throws IOException {
    assertThat(result.exitCode()).isZero();
    assertThat(Terminal.filesIn(folder)).contains("seed-3", "seed-4", "seeds.csv", "seeds.json");
    List<String> lines = Files.readAllLines(folder.resolve("seeds.csv"));
    assertThat(lines).hasSize(3);
    int column = List.of(lines.get(0).split(",", -1)).indexOf("headline");
    for (int i = 0; i < 2; i++) {
      JsonNode summary = json(folder.resolve("seed-" + (3 + i)).resolve("summary.json"));
      assertThat(summary.path("seed").asLong()).isEqualTo(3 + i);
      assertThat(Double.parseDouble(lines.get(1 + i).split(",", -1)[column]))
          .isEqualTo(summary.path("headline").path("value").asDouble());
    }
  }

  @Test
  void equivalenceIsSaidOnlyAgainstTheMarginThatWasStated() throws IOException {
    JsonNode figures = json(folder.resolve("seeds.json")).path("figures");
    assertThat(figures.path("studentMinusMc.nll").path("margin").asDouble()).isEqualTo(9);
    assertThat(figures.path("studentMinusMc.error").has("equivalent")).isFalse();
    assertThat(result.out())
        .contains("2 seeds", "95 % t-intervals", "within ±9.0", "moments_mean, gap closed");
  }

  @Test
  void aSeedThatDivergesIsSaidAndTheNextOneRuns(@TempDir Path out) throws IOException {
    Terminal.Result diverged =
        Terminal.inProcess(
            Terminal.run(out, "--seeds", "1-2", "--set", "teacher.training.learningRate=1e30"));
    assertThat(diverged.exitCode()).isEqualTo(3);
    assertThat(diverged.err())
        .contains("seed 1: training diverged", "seed 2: training diverged", "left out");
    assertThat(Terminal.filesIn(out)).containsExactly("seed-1", "seed-2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seeds 3-1 | runs backwards",
        "--seeds 1-2 --seed 4 | --seed and --seeds exclude each other",
        "--margin studentMinusMc.nll=1 | --margin asks for --seeds",
        "--seeds 1-2 --margin gapClosed=1 | expected one of studentMinusStandard.nll",
        "--seeds 1-2 --margin studentMinusMc.nll=0 | expected a number above 0",
        "--seeds 1-2 --predictors magic | expectation_linear",
        "--seeds 1-2 --set data.dataset=nothing | the path of a file or one of",
        "--seeds 1-2 --set data.dataset=wine | 0: rows of 'wine' are not images",
      })
  void whatDoesNotFitIsRefusedBeforeAnythingRuns(String options, String problem, @TempDir Path out)
      throws IOException {
    Path target = out.resolve("none");
    Terminal.Result refused = Terminal.inProcess(Terminal.run(target, options.split(" ", -1)));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(problem);
    assertThat(target).doesNotExist();
  }
}
