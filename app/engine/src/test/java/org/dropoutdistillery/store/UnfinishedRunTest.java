package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dropoutdistillery.data.ArrayFormatException;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that is damaged, or of something else, is refused, and says where. */
class UnfinishedRunTest {
  private static final long STEP = 50;

  private final Workers workers = new Workers(2);
  @TempDir private Path folder;
  private RunData data;
  private Path file;

  @BeforeEach
  void leave() throws IOException {
    Recipe recipe = TinyRun.recipe("student.averagedShare", "0.95");
    data = RunData.load(recipe);
    file = folder.resolve("checkpoint.npz");
    try (CheckpointWriter writer =
        new CheckpointWriter(new CheckpointFile(folder, data, null), 0, failure -> {})) {
      RunDriver driver = new RunDriver(new Run(recipe, data, workers), point -> {}, false);
      driver.keepWith(writer);
      driver.driveTo(STEP);
    }
  }

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  @Test
  void saysWhatItIs() throws IOException {
    UnfinishedRun run = UnfinishedRun.read(folder);

    assertThat(run.checkpoint().steps()).isEqualTo(STEP);
    assertThat(run.checkpoint().curve()).hasSize(5);
    assertThat(run.checkpoint().seconds()).isPositive();
    assertThat(run.otherEnvironment()).isEmpty();
    assertThat(run.run(run.data(), workers).steps()).isEqualTo(STEP);
  }

  @Test
  void anotherMachineIsToldAndNotRefused() throws IOException {
    change(c -> {}, json -> json.replaceFirst("\"kernel\":\"[^\"]*\"", "\"kernel\":\"ABACUS\""));
    UnfinishedRun run = UnfinishedRun.read(folder);

    assertThat(run.otherEnvironment())
        .singleElement()
        .asString()
        .startsWith("kernel: ABACUS then, ");
    assertThat(run.run(data, workers).steps()).isEqualTo(STEP);
  }

  @Test
  void whatDoesNotFitIsRefusedAndNamed() throws IOException {
    refused(c -> c.remove("teacher.1"), json -> json, "array teacher.1: missing");
    refused(c -> c.remove("student.2"), json -> json, "array student.2: missing");
    refused(
        c -> c.remove("student.optimizer.0.0"), json -> json, "array student.optimizer.0.0: miss");
    refused(
        c -> c.put("student.1", NpyArray.ofFloats(new int[] {1, 2}, 1, 2)),
        json -> json,
        "array student.1: [1, 2], expected the shape [1, 8]");
    refused(
        c -> c.put("teacher.1", NpyArray.ofFloats(new int[] {1, 8}, notFinite())),
        json -> json,
        "teacher.1: holds NaN");
    refused(
        c -> c.put("student.average.1", NpyArray.ofDoubles(new int[] {3}, 1, 2, 3)),
        json -> json,
        "student.average.1: 3 sums, expected 8 sums");
    refused(
        c -> c.put("teacher.1", NpyArray.ofLongs(new int[] {1}, 1)), json -> json, "teacher.1: ");
    refused(c -> c.remove("curve"), json -> json, "array curve: missing, expected bytes");
    refused(
        c -> c.put("curve", NpyArray.ofBytes("{}\n".getBytes(StandardCharsets.UTF_8))),
        json -> json,
        "step");
  }

  @Test
  void aCardThatDoesNotFitIsRefused() throws IOException {
    refused(
        c -> {},
        json -> json.replace("\"version\":1,\"recipe\"", "\"version\":2,\"recipe\""),
        "version: 2");
    refused(c -> {}, json -> json.replace("\"steps\":50", "\"steps\":85"), "steps: 85");
    refused(c -> {}, json -> json.replace("\"steps\":50", "\"steps\":-1"), "steps: -1");
    refused(c -> {}, json -> json.replace("\"steps\":50", "\"steps\":44"), "curve: step 45");
    refused(c -> {}, json -> json.replace("\"steps\":50", "\"steps\":51"), "steps: 51");
    refused(
        c -> {}, json -> json.replace("\"student.steps\":8", "\"student.steps\":-8"), "student.st");
    refused(
        c -> {}, json -> json.replace("\"student.updates\":8", "\"student.updates\":9"), "updates");
    refused(
        c -> {},
        json -> json.replaceFirst("beta1Product\":[^,}]*", "beta1Product\":\"NaN\""),
        "beta1Product: NaN");
    refused(c -> {}, json -> json.replace("\"units\":8", "\"units\":40000"), "40000]");
    refused(c -> {}, json -> json.replace("\"seconds\"", "\"secs\""), "property 'seconds'");
    refused(
        c -> {},
        json -> json.replace("\"trainsTeacher\":true", "\"trainsTeacher\":false"),
        "origin: null");
    refused(c -> {}, json -> json.substring(0, json.length() / 2), "checkpoint.npz");
    refused(c -> {}, json -> "null", "expected an object");
    refused(
        c -> {},
        json ->
            json.replace(
                "\"journal\":[]",
                "\"journal\":[{\"step\":70,\"key\":\"evaluation.passes\",\"value\":4}]"),
        "changes before step 50");
  }

  @Test
  void aFileThatIsCutOffOrNoneIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> UnfinishedRun.read(folder))
        .withMessageStartingWith(file.toString());

    whole[whole.length / 2] ^= 1;
    Files.write(file, whole);
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> UnfinishedRun.read(folder))
        .withMessageContaining("checksum");

    Files.delete(file);
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> UnfinishedRun.read(folder));
  }

  @Test
  void otherDataUnderTheSameNameAreRefused() throws IOException {
    change(
        c -> {},
        json ->
            json.replaceFirst(
                "\"datasetSha256\":\"[0-9a-f]*\"", "\"datasetSha256\":\"" + "0".repeat(64) + '"'));

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> UnfinishedRun.read(folder).data())
        .withMessageContainingAll("digits", "0".repeat(64));
  }

  private static float[] notFinite() {
    float[] values = new float[8];
    values[3] = Float.NaN;
    return values;
  }

  private void refused(
      Consumer<Map<String, NpyArray>> arrays, UnaryOperator<String> card, String said)
      throws IOException {
    byte[] good = Files.readAllBytes(file);
    change(arrays, card);

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> UnfinishedRun.read(folder).run(data, workers))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(said);
    Files.write(file, good);
  }

  private void change(Consumer<Map<String, NpyArray>> arrays, UnaryOperator<String> card)
      throws IOException {
    Npz.Contents contents = Npz.read(file, Set.of("checkpoint.json"));
    Map<String, NpyArray> changed = new LinkedHashMap<>(contents.arrays());
    arrays.accept(changed);
    String json = new String(contents.texts().get("checkpoint.json"), StandardCharsets.UTF_8);
    byte[] text = card.apply(json).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, new Npz.Contents(changed, Map.of("checkpoint.json", text)));
    Files.write(file, bytes.toByteArray());
  }
}
