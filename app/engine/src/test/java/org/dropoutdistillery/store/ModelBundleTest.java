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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dropoutdistillery.data.ArrayFormatException;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
  private static final Environment ENVIRONMENT = new Environment("p", 2, "17", "b", "k");
  private static final RunOutcome DIGITS = TinyRun.drive(TinyRun.recipe());

  @TempDir Path folder;
  private SavedRun run;
  private Path file;

  @BeforeEach
  void pack() throws IOException {
    run = saved("digits", DIGITS);
    file = Files.write(folder.resolve("model.npz"), ModelBundle.of(run).bytes());
  }

  private SavedRun saved(String name, RunOutcome outcome) throws IOException {
    Path home = folder.resolve(name);
    RunFolder.open(home).write(outcome, ENVIRONMENT, "");
    return SavedRun.open(home, Map.of());
  }

  @Test
  void allComesBackBitByBit() throws IOException {
    ModelBundle bundle = ModelBundle.read(file);

    assertThat(bundle.recipe()).isEqualTo(DIGITS.recipe());
    assertThat(bundle.teacher().architecture()).isEqualTo(DIGITS.teacher().architecture());
    assertThat(TinyRun.bits(bundle.teacher())).isDeepEqualTo(TinyRun.bits(DIGITS.teacher()));
    assertThat(TinyRun.bits(bundle.student())).isDeepEqualTo(TinyRun.bits(DIGITS.student()));
    assertThat(bundle.card().environment()).isEqualTo(ENVIRONMENT);
    assertThat(bundle.card().steps()).isEqualTo(84);
    assertThat(bundle.card().classes()).hasSize(10);
    assertThat(bundle.card().divisor()).isEqualTo(16);
    assertThat(bundle.bytes()).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void theCurveAndTheJournalComeAlong() throws IOException {
    LiveChange change = new LiveChange(20, "teacher.layers[1].dropRate", 0.1);
    RunOutcome changed = TinyRun.drive(TinyRun.recipe().withChanges(List.of(change)));
    Files.write(file, ModelBundle.of(saved("changed", changed)).bytes());
    SavedRun packed = SavedRun.open(file, Map.of());

    assertThat(EvaluationLines.of(packed.curve())).isEqualTo(EvaluationLines.of(changed.curve()));
    assertThat(packed.changes()).containsExactly(change);
    assertThat(packed.asRun()).isEqualTo(changed.recipe());
    assertThat(packed.recipe()).isEqualTo(changed.recipe().settled());
    assertThat(packed.teacher().architecture().law(2)).isEqualTo(new Bernoulli(0.1));
  }

  @Test
  void aCurveIsOptionalAndMustFit() throws IOException {
    byte[] curve = EvaluationLines.of(DIGITS.curve());
    byte[] cut = Arrays.copyOf(curve, curve.length - 9);
    refused(c -> c.put("curve", NpyArray.ofBytes(cut)), json -> json, "array curve, line 8: ");
    refused(c -> c.put("curve", NpyArray.ofFloats(new int[] {1}, 1)), json -> json, "array curve");
    refused(c -> {}, json -> json.replace("\"steps\" : 84", "\"steps\" : 42"), "up to 42");

    Files.delete(folder.resolve("digits/evaluations.jsonl"));
    Files.write(file, ModelBundle.of(SavedRun.open(folder.resolve("digits"), Map.of())).bytes());
    assertThat(Npz.read(file, Set.of("model.json")).arrays()).doesNotContainKey("curve");
    assertThat(SavedRun.open(file, Map.of()).curve()).isEmpty();
  }

  @Test
  void opensAsTheFolderDoes() throws IOException {
    SavedRun packed = SavedRun.open(file, Map.of("evaluation.finalPasses", "8"));

    assertThat(packed.recipe().evaluation().finalPasses()).isEqualTo(8);
    assertThat(packed.data().split().test()).isEqualTo(run.data().split().test());
    assertThat(packed.isComplete()).isTrue();
    assertThat(TinyRun.bits(packed.requireStudent()))
        .isDeepEqualTo(TinyRun.bits(run.requireStudent()));
  }

  @Test
  void scalesOfFeaturesAndOfWhatIsPredictedComeAlong() throws IOException {
    RunOutcome sine = TinyRun.driveOnItsData(TinyRun.sine("teacher.training.epochs", "2"));
    SavedRun numbers = saved("sine", sine);
    Path packed = Files.write(folder.resolve("sine.npz"), ModelBundle.of(numbers).bytes());
    ModelBundle bundle = ModelBundle.read(packed);

    assertThat(bundle.standardizer().means())
        .isEqualTo(numbers.data().loaded().standardizer().orElseThrow().means());
    assertThat(bundle.responses()).isEqualTo(numbers.data().responses());
    assertThat(bundle.card().classes()).isNull();
    assertThat(bundle.card().response()).isNotBlank();
  }

  @Test
  void aRunWithoutAStudentHasNone() throws IOException {
    Files.delete(folder.resolve("digits/student.npz"));
    SavedRun half = SavedRun.open(folder.resolve("digits"), Map.of());
    Files.write(file, ModelBundle.of(half).bytes());

    assertThat(ModelBundle.read(file).student()).isNull();
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> SavedRun.open(file, Map.of()).requireStudent());
  }

  @Test
  void otherProgramsFindTheWeightsUnderTheirNames() throws IOException {
    Npz.Contents contents = Npz.read(file, Set.of("model.json"));

    assertThat(contents.arrays())
        .containsOnlyKeys(
            "teacher.0.weight",
            "teacher.0.bias",
            "teacher.1.weight",
            "teacher.1.bias",
            "teacher.2.weight",
            "teacher.2.bias",
            "student.0.weight",
            "student.0.bias",
            "student.1.weight",
            "student.1.bias",
            "student.2.weight",
            "student.2.bias",
            "curve");
    assertThat(contents.arrays().get("teacher.0.weight").shape()).containsExactly(8, 64);
  }

  @Test
  void whatDoesNotFitIsRefusedAndNamed() throws IOException {
    refused(c -> c.remove("teacher.1.bias"), json -> json, "teacher.1.bias is missing");
    refused(
        c -> c.put("student.0.bias", NpyArray.ofFloats(new int[] {2}, 1, 2)),
        json -> json,
        "student.0.bias has shape [2], expected [8]");
    refused(
        c -> c.put("teacher.2.bias", NpyArray.ofFloats(new int[] {10}, notFinite())),
        json -> json,
        "teacher.2.bias holds NaN");
    refused(
        c -> c.put("standardizer.mean", NpyArray.ofLongs(new int[] {64}, new long[64])),
        json -> json,
        "standardizer.mean: <i8 [64], expected 64-bit floats");
    refused(c -> {}, json -> json.replace("\"version\" : 2,", "\"version\" : 3,"), "newer program");
    refused(c -> {}, json -> json.replace("\"units\" : 8", "\"units\" : 9"), "expected [9, 64]");
    refused(c -> {}, json -> json.replace("\"divisor\"", "\"diviser\""), "divisor");
    refused(c -> {}, json -> json.substring(0, json.length() / 2), "model.npz");
    refused(c -> {}, json -> "null", "expected an object");
    refused(c -> {}, json -> json.replace("\"relu\"", "\"realu\""), "activation");
  }

  private static float[] notFinite() {
    float[] values = new float[10];
    values[3] = Float.NaN;
    return values;
  }

  private void refused(
      Consumer<Map<String, NpyArray>> arrays, UnaryOperator<String> card, String said)
      throws IOException {
    Npz.Contents contents = Npz.read(file, Set.of("model.json"));
    Map<String, NpyArray> changed = new LinkedHashMap<>(contents.arrays());
    arrays.accept(changed);
    String json = new String(contents.texts().get("model.json"), StandardCharsets.UTF_8);
    byte[] text = card.apply(json).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, new Npz.Contents(changed, Map.of("model.json", text)));
    Path other = Files.write(folder.resolve("other model.npz"), bytes.toByteArray());

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelBundle.read(other))
        .withMessageStartingWith(other + ": ")
        .withMessageContaining(said);
  }

  /** As programs wrote it that knew of no convolutions. */
  @Test
  void aModelOfTheFirstVersionIsRead() throws IOException {
    Npz.Contents contents = Npz.read(file, Set.of("model.json"));
    String json = new String(contents.texts().get("model.json"), StandardCharsets.UTF_8);
    String first =
        json.replaceFirst("\"version\" : 2,", "\"version\" : 1,")
            .replaceFirst("(?s)\"image\" : \\{.*?},\\s*", "");
    assertThat(first).doesNotContain("image");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] text = first.getBytes(StandardCharsets.UTF_8);
    Npz.write(bytes, new Npz.Contents(contents.arrays(), Map.of("model.json", text)));
    Files.write(file, bytes.toByteArray());

    assertThat(TinyRun.bits(SavedRun.open(file, Map.of()).requireStudent()))
        .isDeepEqualTo(TinyRun.bits(DIGITS.student()));
  }

  @Test
  void convolutionsComeBackBitByBit() throws IOException {
    RunOutcome outcome = TinyRun.drive(TinyRun.convolutional());
    SavedRun convolutional = saved("convolutional", outcome);
    byte[] packed = ModelBundle.of(convolutional).bytes();
    Files.write(file, packed);
    ModelBundle bundle = ModelBundle.read(file);

    assertThat(TinyRun.bits(convolutional.teacher()))
        .isDeepEqualTo(TinyRun.bits(outcome.teacher()));
    assertThat(TinyRun.bits(bundle.teacher())).isDeepEqualTo(TinyRun.bits(outcome.teacher()));
    assertThat(TinyRun.bits(bundle.student())).isDeepEqualTo(TinyRun.bits(outcome.student()));
    assertThat(bundle.teacher().architecture()).isEqualTo(outcome.teacher().architecture());
    assertThat(bundle.bytes()).isEqualTo(packed);
    Map<String, NpyArray> arrays = Npz.read(file, Set.of("model.json")).arrays();
    assertThat(arrays.get("teacher.0.weight").shape()).containsExactly(3, 1, 3, 3);
    assertThat(arrays.get("teacher.1.weight").shape()).containsExactly(4, 3, 2, 2);
    assertThat(arrays.get("teacher.2.weight").shape()).containsExactly(6, 16);
    assertThat(arrays)
        .doesNotContainKey("teacher.0.bias")
        .containsKeys(
            "teacher.0.norm.weight",
            "teacher.0.norm.bias",
            "teacher.0.norm.running_mean",
            "teacher.0.norm.running_var",
            "teacher.1.bias");
    refused(
        c -> c.put("teacher.0.norm.running_var", NpyArray.ofFloats(new int[] {3}, 1, -1, 1)),
        json -> json,
        "array teacher.0.norm.running_var holds -1.0, expected variances from 0 up");
  }

  @Test
  void otherDataUnderTheSameNameAreRefused() throws IOException {
    Npz.Contents contents = Npz.read(file, Set.of("model.json"));
    String json = new String(contents.texts().get("model.json"), StandardCharsets.UTF_8);
    String sha = ModelBundle.read(file).card().datasetSha256();
    byte[] text = json.replace(sha, "0".repeat(64)).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, new Npz.Contents(contents.arrays(), Map.of("model.json", text)));
    Files.write(file, bytes.toByteArray());

    assertThat(ModelBundle.read(file).teacher()).as("needs no data").isNotNull();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SavedRun.open(file, Map.of()))
        .withMessageContainingAll("digits", sha);
  }

  @Test
  void whatIsNoBundleIsToldFromOne() throws IOException {
    Path weights = folder.resolve("digits/teacher.npz");
    Path text = Files.writeString(folder.resolve("text.npz"), "no zip");

    assertThat(ModelBundle.is(file)).isTrue();
    assertThat(ModelBundle.is(weights)).isFalse();
    assertThat(ModelBundle.is(text)).isFalse();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelBundle.read(weights))
        .withMessageContaining("model.json is missing");
    assertThatExceptionOfType(ArrayFormatException.class).isThrownBy(() -> ModelBundle.read(text));
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> ModelBundle.read(folder.resolve("nothing")));
  }
}
