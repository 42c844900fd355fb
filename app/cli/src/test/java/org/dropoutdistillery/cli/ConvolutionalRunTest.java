package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the terminal does with a convolutional run, from its first step to a student elsewhere. */
class ConvolutionalRunTest {
  private static final String[] TINY = {
    "teacher.layers[0].channels=6",
    "teacher.layers[0].batchNorm=true",
    "teacher.layers[1].channels=8",
    "teacher.layers[1].masks=channel",
    "teacher.layers[2].units=32",
    "teacher.training.epochs=4",
    "student.training.epochs=4",
    "evaluation.everySteps=20",
    "evaluation.passes=20",
    "evaluation.finalPasses=100",
    "evaluation.bootstrapResamples=200"
  };

  @TempDir private static Path shared;
  private static Path run;

  @TempDir private Path folder;

  @BeforeAll
  static void saveRun() {
    run = shared.resolve("run");
    done(with("run", "digits-cnn", "--out", run.toString()));
  }

  private static String[] with(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (String change : TINY) {
      all.addAll(List.of("--set", change));
    }
    return all.toArray(String[]::new);
  }

  @Test
  void itIsReplayedToTheLastBitOnOneThread() {
    Terminal.Result result = done("replay", run.toString(), "--threads", "1");

    assertThat(result.out()).contains("The same bits", "the numbers of the test");
  }

  @Test
  void itGoesOnFromACheckpointToTheSameFiles() throws IOException {
    Path left = Files.createDirectory(folder.resolve("left"));
    Map<String, String> changes = new LinkedHashMap<>();
    for (String change : TINY) {
      int at = change.indexOf('=');
      changes.put(change.substring(0, at), change.substring(at + 1));
    }
    Recipe recipe = new RecipeCatalog().load("digits-cnn", changes);
    RunData data = RunData.load(recipe);
    try (Workers workers = new Workers(2);
        CheckpointWriter writer =
            new CheckpointWriter(new CheckpointFile(left, data, null), 0, failure -> {})) {
      RunDriver driver = new RunDriver(new Run(recipe, data, workers), point -> {}, false);
      driver.keepWith(writer);
      driver.driveTo(30);
    }
    assertThat(done("resume", left.toString()).err()).contains("Goes on after step 30.");

    for (String file : List.of("metrics.csv", "recipe.json", "teacher.npz", "student.npz")) {
      assertThat(left.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
    }
  }

  @Test
  void itIsMeasuredAgainFromItsFolderAndPacked() throws IOException {
    Path packed = folder.resolve("packed.npz");
    done("pack", run.toString(), "--out", packed.toString());
    for (Path from : List.of(run, packed)) {
      JsonNode again =
          new ObjectMapper().readTree(done("evaluate", from.toString(), "--json").out());
      for (String predictor : List.of("standard", "mc", "student")) {
        assertThat(again.at("/predictors/" + predictor + "/nll"))
            .as("%s of %s", predictor, from)
            .isEqualTo(summary(run).at("/predictors/" + predictor + "/nll"));
      }
    }
  }

  @Test
  void anotherStudentIsDistilledOfItsTeacher() throws IOException {
    Path same = folder.resolve("same");
    done("distil", run.toString(), "--out", same.toString());
    assertThat(same.resolve("student.npz")).hasSameBinaryContentAs(run.resolve("student.npz"));

    Path small = folder.resolve("small");
    done(
        "distil",
        run.toString(),
        "--set",
        "student.start=fresh",
        "--set",
        "student.layers=[2, 3, 5]",
        "--out",
        small.toString());
    int weights = 2 * 9 + 2 * 2 + 3 * 18 + 3 + 5 * 12 + 5 + 10 * 5 + 10;
    assertThat(summary(small).at("/weights/student").asInt()).isEqualTo(weights);
    assertThat(summary(small).at("/predictors/standard/nll"))
        .isEqualTo(summary(run).at("/predictors/standard/nll"));
  }

  /** It begins with the teacher's weights, at standard dropout, and learns to be the average. */
  @Test
  void itsStudentIsNearerToTheAverageThanStandardDropout() throws IOException {
    JsonNode closed = summary(run).at("/gapClosed/low");
    assertThat(closed.asDouble()).isGreaterThan(.4);
  }

  /** The numbers of every row are those of the network, whichever way they took. */
  @Test
  void itsWeightsGoOutAndComeBack() throws IOException {
    String zeros = "0" + ",0".repeat(63) + "\n";
    String counting = "1";
    for (int i = 2; i <= 64; i++) {
      counting += "," + i % 17;
    }
    Path rows = Files.writeString(folder.resolve("rows.csv"), zeros + counting + "\n");
    String expected = predictions(run, rows);
    assertThat(expected.lines()).hasSize(3);
    for (String format : List.of("npz", "safetensors")) {
      Path exported = folder.resolve("teacher." + format);
      Terminal.Result result =
          done("export", run.toString(), "--network", "teacher", "--out", exported.toString());
      assertThat(result.err()).contains("1×8×8-6×4×4-8×2×2-32-10");
      Path imported = folder.resolve("imported-" + format);
      Terminal.Result found =
          done(
              with(
                  "import",
                  exported.toString(),
                  "--recipe",
                  "digits-cnn",
                  "--out",
                  imported.toString()));
      assertThat(found.out())
          .contains(
              "layers layers.0 → layers.1 → layers.2 → layers.3, 1×8×8-6×4×4-8×2×2-32-10",
              "6 maps of 3 × 3 relu with drop rate 0.25");
      assertThat(predictions(imported, rows)).isEqualTo(expected);
    }
    Path onnx = folder.resolve("student.onnx");
    done("export", run.toString(), "--out", onnx.toString());
    assertThat(onnx).isNotEmptyFile();
  }

  private static String predictions(Path from, Path rows) {
    return done("predict", from.toString(), "--in", rows.toString(), "--with", "standard").out();
  }

  @Test
  void whatDoesNotFitTheImagesEndsBeforeTheRunWithTheLayer() {
    Terminal.Result result =
        Terminal.inProcess(
            "run",
            "digits-cnn",
            "--set",
            "teacher.layers[1].kernel=5",
            "--set",
            "teacher.layers[1].padding=valid",
            "--out",
            folder.resolve("out").toString());

    assertThat(result.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(result.err())
        .contains(
            "digits-cnn: teacher.layers[1]: kernel of 5 × 5 is larger than the image of 8 × 4 × 4");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static Terminal.Result done(String... arguments) {
    Terminal.Result result = Terminal.inProcess(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private static JsonNode summary(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
  }
}
