package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is said in one sentence, with an exit code, and leaves nothing behind. */
class BadInputTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          teacher.layers[0].dropRate=1          | teacher.layers[0].dropRate: 1.0 | [0, 1)
          teacher.layers[1].dropRate=-0.1       | teacher.layers[1].dropRate: -0.1 | [0, 1)
          teacher.layers[0].units=-3            | teacher.layers[0].units: -3 | 1 to 65536
          teacher.layers[0].units=3.5           | teacher.layers[0].units: 3.5 | a whole number
          teacher.layers[0].units=many          | teacher.layers[0].units | a whole number
          teacher.layers[7].units=3             | teacher.layers[7].units | an index below 2
          teacher.layers[0].width=3             | teacher.layers[0].width | units, activation, dropRate
          teacher.training.optimizer=rmsprop    | teacher.training.optimizer | sgd, adam
          teacher.training.learningRate=0       | teacher.training.learningRate: 0.0 | above 0
          student.masksPerStep=0                | student.masksPerStep: 0 | from 1
          student.layers=[5]                    | student.layers: [5] | null
          evaluation.passes=101                 | evaluation.passes: 101 | multiple of blocks
          data.dataset=cifar                    | data.dataset: "cifar" | digits
          nonsense                              | nonsense | KEY=VALUE
          """)
  void wrongValueIsRefusedWithItsKey(String change, String where, String expected) {
    Path out = folder.resolve("new/result");
    Terminal.Result result = Terminal.inProcess(Terminal.run(out, "--set", change));
    assertThat(result.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(result.err()).contains(where.replace("\"\"", "\""), expected);
    assertThat(result.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(result.err()).doesNotContain("Exception", "\tat ", "com.fasterxml");
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void unknownRecipeNamesTheKnownOnes() {
    Terminal.Result result = Terminal.inProcess("run", "digitz");
    assertThat(result.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(result.err()).contains("digitz", "digits, digits-small");
  }

  @Test
  void brokenRecipeFileIsRefusedWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.json"), "{\n  \"version\": 1,\n  oops\n}");
    Terminal.Result result = Terminal.inProcess("run", file.toString());
    assertThat(result.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(result.err()).contains("mine.json", "line 3");
  }

  @Test
  void fileInTheWayOfTheFolderIsRefusedBeforeTheRun() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "something");
    Terminal.Result result = Terminal.inProcess(Terminal.run(file.resolve("result")));
    assertThat(result.exitCode()).isEqualTo(Distillery.NO_FILE);
    assertThat(result.err()).contains("taken").doesNotContain("Exception", "%");
    assertThat(file).hasContent("something");
  }

  @Test
  void divergenceIsSaidAndLeavesTheLastGoodWeights() throws IOException {
    Path out = folder.resolve("result");
    Terminal.Result result =
        Terminal.inProcess(Terminal.run(out, "--set", "teacher.training.learningRate=1e9"));
    assertThat(result.exitCode()).isEqualTo(Distillery.DIVERGED);
    assertThat(result.err())
        .contains("diverged at step", "learning rate", "lower teacher.training.learningRate")
        .doesNotContain("\tat ");
    assertThat(Terminal.filesIn(out)).contains("teacher.npz", "metrics.csv", "recipe.json");
    assertThat(Terminal.read(out, "summary.json")).contains("\"completed\" : false");
  }

  @Test
  void divergenceLeavesAnEarlierRunAsItWas() throws IOException {
    Path out = folder.resolve("result");
    assertThat(Terminal.inProcess(Terminal.run(out)).exitCode()).isZero();
    String before = Terminal.read(out, "summary.json");
    Terminal.inProcess(Terminal.run(out, "--set", "teacher.training.learningRate=1e9"));
    assertThat(Terminal.read(out, "summary.json")).isEqualTo(before);
    assertThat(Terminal.filesIn(out)).hasSize(8).contains("diverged");
    assertThat(Terminal.filesIn(out.resolve("diverged"))).contains("teacher.npz");
  }

  @Test
  void negativeThreadsAreRefused() {
    Terminal.Result result =
        Terminal.inProcess(Terminal.run(folder.resolve("result"), "--threads", "0"));
    assertThat(result.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(result.err()).contains("workers: 0");
  }
}
