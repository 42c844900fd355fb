package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with a saved run that predicts numbers. */
class SavedNumbersTest {
  @TempDir private static Path folder;
  private static RunData data;

  @BeforeAll
  static void saveRun() throws IOException {
    Recipe recipe =
        new RecipeCatalog()
            .load(
                "sine",
                Map.of(
                    "teacher.training.epochs", "5",
                    "student.training.epochs", "3",
                    "evaluation.everySteps", "1000",
                    "evaluation.finalPasses", "40",
                    "evaluation.bootstrapResamples", "200"));
    data = RunData.load(recipe);
    try (Workers workers = new Workers(2)) {
      RunDriver driver = new RunDriver(new Run(recipe, data, workers), point -> {}, false);
      RunOutcome outcome = driver.drive();
      RunFolder.open(folder).write(outcome, Environment.current(), "");
    }
  }

  @Test
  void evaluateGivesTheNumbersOfTheRun() throws IOException {
    Terminal.Result result = done("evaluate", folder.toString(), "--json");

    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(result.out()).get("headline"))
        .isEqualTo(mapper.readTree(folder.resolve("summary.json").toFile()).get("headline"));
    assertThat(done("evaluate", folder.toString(), "--rows", "validation").out())
        .contains("RMSE", "validation rows");
  }

  @Test
  void predictGivesNumbersInTheUnitOfTheResponse() throws IOException {
    int[] test = data.split().test();
    StringBuilder text = new StringBuilder("x\n");
    for (int row : test) {
      text.append(data.loaded().dataset().values()[row]).append('\n');
    }
    Path rows = Files.writeString(folder.resolve("rows.csv"), text);

    List<String> lines =
        done("predict", folder.toString(), "--in", rows.toString()).out().lines().toList();
    assertThat(lines).hasSize(test.length + 1).first().isEqualTo("mean");
    float[] responses = data.loaded().dataset().responsesOf(test);
    double squares = 0;
    for (int i = 0; i < test.length; i++) {
      squares += Math.pow(Double.parseDouble(lines.get(i + 1)) - responses[i], 2);
    }
    double rmse =
        new ObjectMapper()
            .readTree(folder.resolve("summary.json").toFile())
            .at("/predictors/student/rmse")
            .asDouble();
    assertThat(Math.sqrt(squares / test.length)).isEqualTo(rmse, within(1e-9));

    List<String> average =
        done("predict", folder.toString(), "--in", rows.toString(), "--with", "mc")
            .out()
            .lines()
            .toList();
    assertThat(average.get(0)).isEqualTo("mean,sd");
    assertThat(
            average.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*,", ""))))
        .allMatch(deviation -> deviation > 0);
  }

  @Test
  void exportTellsTheScaleOfTheResponse() throws IOException {
    Path file = folder.resolve("model.npz");
    done("export", folder.toString(), "--out", file.toString());

    assertThat(Npz.read(file).get("response.scale").doubles())
        .containsExactly(data.responses().scale());
  }

  private static Terminal.Result done(String... arguments) {
    Terminal.Result result = Terminal.inProcess(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }
}
