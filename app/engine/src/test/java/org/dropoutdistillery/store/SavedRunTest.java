package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.ArrayFormatException;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedRunTest {
  private static final Environment ENVIRONMENT = new Environment("p", 2, "17", "b", "k");
  private static final RunOutcome OUTCOME = TinyRun.drive(TinyRun.recipe());

  @TempDir Path folder;

  @BeforeEach
  void save() throws IOException {
    RunFolder.open(folder).write(OUTCOME, ENVIRONMENT, "");
  }

  @Test
  void bothNetworksComeBackBitByBit() throws IOException {
    SavedRun run = open();

    assertThat(run.recipe()).isEqualTo(OUTCOME.recipe());
    assertThat(run.isComplete()).isTrue();
    assertThat(run.divisor()).isEqualTo(16);
    assertThat(run.teacher().architecture()).isEqualTo(OUTCOME.teacher().architecture());
    assertThat(TinyRun.bits(run.teacher())).isDeepEqualTo(TinyRun.bits(OUTCOME.teacher()));
    assertThat(TinyRun.bits(run.requireStudent())).isDeepEqualTo(TinyRun.bits(OUTCOME.student()));
  }

  @Test
  void theTeachersMasksAreThoseAtTheEndOfTheRun() throws IOException {
    LiveChange change = new LiveChange(60, "teacher.layers[1].dropRate", 0.1);
    String recipe = RecipeJson.write(OUTCOME.recipe().withChanges(List.of(change)));
    Files.writeString(folder.resolve("recipe.json"), recipe);
    SavedRun run = open();

    assertThat(run.teacher().architecture().law(2)).isEqualTo(new Bernoulli(0.1));
    assertThat(run.recipe().changes()).isEmpty();
    assertThat(run.changes()).containsExactly(change);
    assertThat(run.asRun()).isEqualTo(OUTCOME.recipe().withChanges(List.of(change)));
  }

  @Test
  void theCurveComesBackBitByBit() throws IOException {
    SavedRun run = open();

    assertThat(run.curve()).hasSize(OUTCOME.curve().size());
    assertThat(EvaluationLines.of(run.curve())).isEqualTo(EvaluationLines.of(OUTCOME.curve()));
    assertThat(run.curve())
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class) // NaN equals NaN
        .isEqualTo(OUTCOME.curve());
  }

  @Test
  void whatIsFinishedIsTheRunThatWasSaved() throws IOException {
    LiveChange change = new LiveChange(20, "teacher.layers[1].dropRate", 0.1);
    RunOutcome changed = TinyRun.drive(TinyRun.recipe().withChanges(List.of(change)));
    RunFolder.open(folder).write(changed, ENVIRONMENT, "");
    List<EvaluationPoint> measured = new ArrayList<>();
    RunOutcome outcome = finish(open(), measured);

    assertThat(measured).isEmpty();
    assertThat(MetricsCsv.of(outcome.curve())).isEqualTo(MetricsCsv.of(changed.curve()));
    assertThat(outcome.recipe()).as("with its journal").isEqualTo(changed.recipe());
    assertThat(outcome.test().report())
        .usingRecursiveComparison()
        .isEqualTo(changed.test().report());
    assertThat(TinyRun.bits(outcome.teacher())).isDeepEqualTo(TinyRun.bits(changed.teacher()));
  }

  @Test
  void aStudentOfATeacherFromElsewhereEndsAfterItsOwnSteps() throws IOException {
    RunOutcome student = TinyRun.distil(OUTCOME);
    RunFolder.open(folder).write(student, ENVIRONMENT, "", new TeacherOrigin("far/teacher.npz", 1));
    List<EvaluationPoint> measured = new ArrayList<>();
    RunOutcome outcome = finish(open(), measured);

    assertThat(measured).isEmpty();
    assertThat(outcome.totalSteps()).isEqualTo(42).isEqualTo(student.totalSteps());
    assertThat(outcome.curve()).hasSize(student.curve().size());
  }

  @Test
  void aRunThatWasStoppedIsMeasuredAtTheStepItReached() throws IOException {
    Recipe recipe = TinyRun.recipe();
    RunOutcome stopped;
    try (Workers workers = new Workers(2)) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      stopped = new RunDriver(run, point -> {}, false).driveTo(55);
    }
    RunFolder.open(folder).write(stopped, ENVIRONMENT, "");
    List<EvaluationPoint> measured = new ArrayList<>();
    RunOutcome outcome = finish(open(), measured);

    assertThat(measured).extracting(EvaluationPoint::step).containsExactly(55L);
    assertThat(outcome.curve()).hasSize(stopped.curve().size() + 1);
    assertThat(outcome.steps()).isEqualTo(55).isEqualTo(outcome.totalSteps());
    assertThat(outcome.test()).isNotNull();
    assertThat(TinyRun.bits(outcome.student())).isDeepEqualTo(TinyRun.bits(stopped.student()));
  }

  @Test
  void aRunWhoseStepsDoNotReachItsStudentIsRefused() throws IOException {
    Path summary = folder.resolve("summary.json");
    String text =
        Files.readString(summary)
            .replace("\"completed\" : true", "\"completed\" : false")
            .replace("\"steps\" : 84", "\"steps\" : 30");
    Files.writeString(summary, text);
    Files.delete(folder.resolve("evaluations.jsonl"));

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> finish(open(), new ArrayList<>()))
        .withMessageContaining("steps: 30, expected enough of them");
  }

  private static RunOutcome finish(SavedRun run, List<EvaluationPoint> measured)
      throws IOException {
    try (Workers workers = new Workers(2)) {
      return new RunDriver(run.finished(workers), measured::add, false).drive();
    }
  }

  @Test
  void anOlderFolderHasNoCurve() throws IOException {
    Files.delete(folder.resolve("evaluations.jsonl"));

    assertThat(open().curve()).isEmpty();
    List<EvaluationPoint> measured = new ArrayList<>();
    assertThat(finish(open(), measured).curve()).hasSize(1).isEqualTo(measured);
  }

  @Test
  void aDamagedCurveIsRefusedWithItsLine() throws IOException {
    Path file = folder.resolve("evaluations.jsonl");
    List<String> lines = Files.readAllLines(file);
    List<String> cut = new ArrayList<>(lines);
    cut.set(2, lines.get(2).substring(0, 99));

    Files.write(file, cut);
    curveIsRefusedWith("line 3: ");
    Files.write(file, List.of(lines.get(1), lines.get(0)));
    curveIsRefusedWith("curve: step 0, expected steps above 15 and up to 84");
    Files.write(file, List.of(lines.get(1).replace("\"step\":15,", "\"step\":85,")));
    curveIsRefusedWith("curve: step 85");
    Files.write(file, List.of("null"));
    curveIsRefusedWith("line 1: null, expected an object");
    Files.write(file, new byte[] {'{', (byte) 0xff});
    curveIsRefusedWith("expected lines of JSON in UTF-8");
    RunOutcome sine = TinyRun.driveOnItsData(TinyRun.sine("teacher.training.epochs", "2"));
    Files.write(file, EvaluationLines.of(sine.curve().subList(0, 1)));
    curveIsRefusedWith("expected reports on classes");
  }

  private void curveIsRefusedWith(String part) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(this::open)
        .withMessageStartingWith(folder.resolve("evaluations.jsonl") + ": ")
        .withMessageContaining(part);
  }

  @Test
  void aTeacherAloneKeepsNoCurveOfAnEarlierRun() throws IOException {
    Files.delete(folder.resolve("summary.json"));
    RunFolder.open(folder)
        .writeTeacher(OUTCOME.recipe(), OUTCOME.teacher(), new TeacherOrigin("far", 1));

    assertThat(open().curve()).isEmpty();
  }

  @Test
  void dataArePartedAsForTheTeacherWhateverTheStudentsSeed() throws IOException {
    RunOutcome other = withSeed(OUTCOME, 9);
    RunFolder.open(folder).write(other, ENVIRONMENT, "", new TeacherOrigin("far/teacher.npz", 1));
    SavedRun run = open();

    assertThat(run.recipe().seed()).isEqualTo(9);
    assertThat(run.dataSeed()).isEqualTo(1);
    RunData asTrained = RunData.load(OUTCOME.recipe());
    assertThat(run.data().split().train()).isEqualTo(asTrained.split().train());
    assertThat(RunData.load(other.recipe()).split().train())
        .as("the seed does part the rows")
        .isNotEqualTo(asTrained.split().train());
  }

  @Test
  void aRunThatTrainsItsTeacherLeavesNoOrigin() throws IOException {
    RunFolder run = RunFolder.open(folder);
    run.write(OUTCOME, ENVIRONMENT, "", new TeacherOrigin("far/teacher.npz", 3));
    assertThat(folder.resolve("teacher.json")).exists();
    run.write(OUTCOME, ENVIRONMENT, "");

    assertThat(folder.resolve("teacher.json")).doesNotExist();
    assertThat(open().dataSeed()).isEqualTo(1);
  }

  @Test
  void aDamagedOriginIsRefused() throws IOException {
    Files.writeString(folder.resolve("teacher.json"), "{\"teacher\": \"x\"}");

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(this::open)
        .withMessageStartingWith(folder.resolve("teacher.json") + ": ")
        .withMessageContaining("dataSeed");
  }

  @Test
  void changesOfTheRecipeActOnWhatIsOpened() throws IOException {
    SavedRun run = SavedRun.open(folder, Map.of("evaluation.finalPasses", "8"));

    assertThat(run.recipe().evaluation().finalPasses()).isEqualTo(8);
    assertThat(run.curve()).as("made with other values").isEmpty();
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> SavedRun.open(folder, Map.of("evaluation.finalPasses", "7")))
        .withMessageContaining("evaluation.finalPasses: 7, expected a multiple of blocks (4)");
  }

  @Test
  void withoutAStudentThereIsOnlyATeacher() throws IOException {
    Files.delete(folder.resolve("student.npz"));
    SavedRun run = open();

    assertThat(run.student()).isNull();
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(run::requireStudent)
        .withMessageContainingAll(folder.resolve("student.npz").toString(), "'distil' makes one");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    Path none = folder.resolve("none");
    assertThatIOException()
        .isThrownBy(() -> SavedRun.open(none, Map.of()))
        .withMessage(none + ": no such folder, expected one that 'run' or 'distil' wrote");
    Path teacher = folder.resolve("teacher.npz");
    Files.delete(teacher);
    assertThatIOException()
        .isThrownBy(this::open)
        .withMessage(teacher + ": no such file, expected the weights of a network");
    Files.delete(folder.resolve("recipe.json"));
    assertThatIOException()
        .isThrownBy(this::open)
        .withMessageStartingWith(folder.resolve("recipe.json") + ": no such file");
  }

  @Test
  void weightsOfOtherShapesAreRefusedAgainstTheRecipe() throws IOException {
    write(with("layers.1.weight", NpyArray.ofFloats(new int[] {4, 8}, new float[32])));

    refusedWith(
        "array layers.1.weight has shape [4, 8], expected [8, 8]", "64-8-8-10 as in the recipe");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() throws IOException {
    float[] weights = new float[64];
    weights[5] = Float.NaN;
    write(with("layers.1.weight", NpyArray.ofFloats(new int[] {8, 8}, weights)));

    refusedWith("array layers.1.weight holds NaN as its value 5", "finite");
  }

  @Test
  void integersAreNoWeights() throws IOException {
    write(with("layers.2.bias", NpyArray.ofLongs(new int[] {10}, new long[10])));

    refusedWith("array layers.2.bias has type <i8, expected floats");
  }

  @Test
  void moreLayersThanTheRecipeHasAreRefused() throws IOException {
    write(with("layers.3.weight", NpyArray.ofFloats(new int[] {10, 10}, new float[100])));

    refusedWith("array layers.3.weight, expected 3 layers");
  }

  @Test
  void doublesAndOtherNamesAreTaken() throws IOException {
    Map<String, NpyArray> renamed = new LinkedHashMap<>();
    weights()
        .forEach(
            (name, array) ->
                renamed.put(
                    name.replace("layers", "net.lin"),
                    NpyArray.ofDoubles(array.shape(), array.doubles())));
    write(renamed);

    assertThat(TinyRun.bits(open().teacher())).isDeepEqualTo(TinyRun.bits(OUTCOME.teacher()));
  }

  @Test
  void arraysWithoutAFirstLayerAreListed() throws IOException {
    write(Map.of("w", NpyArray.ofFloats(new int[] {1}, 1)));

    refusedWith("arrays [w], expected one whose name ends in .0.weight");
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    Path file = folder.resolve("teacher.npz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(this::open)
        .withMessageContainingAll(file.toString(), "damaged zip file");
    bytes[300] ^= 1;
    Files.write(file, bytes);
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(this::open)
        .withMessageContainingAll(file.toString(), "layers.0.weight", "checksum");
  }

  @Test
  void dataThatAreGoneAreSaid() throws IOException {
    String recipe =
        RecipeJson.write(OUTCOME.recipe())
            .replace("\"dataset\": \"digits\"", "\"dataset\": \"gone.csv\"");
    Files.writeString(folder.resolve("recipe.json"), recipe);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(this::open)
        .withMessageStartingWith(folder.resolve("recipe.json") + ": data.dataset: \"gone.csv\"")
        .withMessageContaining("are needed for its names and scales");
  }

  @Test
  void aRunThatWasStoppedIsNotComplete() throws IOException {
    RunOutcome stopped =
        new RunOutcome(OUTCOME.recipe(), 50, 84, 1, List.of(), null, OUTCOME.teacher(), null, null);
    RunFolder.open(folder).write(stopped, ENVIRONMENT, "");

    assertThat(open().isComplete()).isFalse();
  }

  private SavedRun open() throws IOException {
    return SavedRun.open(folder, Map.of());
  }

  private void refusedWith(String... parts) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(this::open)
        .withMessageStartingWith(folder.resolve("teacher.npz") + ": ")
        .withMessageContainingAll(parts);
  }

  private static Map<String, NpyArray> weights() {
    return new LinkedHashMap<>(WeightArrays.of(OUTCOME.teacher(), "layers"));
  }

  private static Map<String, NpyArray> with(String name, NpyArray array) {
    Map<String, NpyArray> arrays = weights();
    arrays.put(name, array);
    return arrays;
  }

  private void write(Map<String, NpyArray> arrays) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("teacher.npz"))) {
      Npz.write(out, arrays);
    }
  }

  private static RunOutcome withSeed(RunOutcome outcome, long seed) {
    return new RunOutcome(
        outcome.recipe().withSeed(seed),
        outcome.steps(),
        outcome.totalSteps(),
        outcome.seconds(),
        outcome.curve(),
        outcome.test(),
        outcome.teacher(),
        outcome.student(),
        null);
  }
}
