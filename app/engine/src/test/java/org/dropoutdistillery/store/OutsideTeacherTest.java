package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dropoutdistillery.data.ArrayFormatException;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.Safetensors;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeLayer;
import org.dropoutdistillery.run.RowPredictor;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.TeacherCheck;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTeacherTest {
  private static final Recipe CANCER = new RecipeCatalog().load("cancer");
  private static final Recipe WINE =
      TinyRun.recipe("data.dataset", "wine", "student.transferInputs.shift", "0");
  private static final Recipe SINE = TinyRun.sine();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void pytorchsTeacherIsGoodOnItsData(String format) throws IOException {
    OutsideTeacher teacher =
        OutsideTeacher.read(
            reference("cancer-mlp." + format), CANCER, choice("relu", List.of(.5, .5)));

    assertThat(teacher.layers()).containsExactly("lin.0", "lin.1", "lin.2");
    assertThat(teacher.network().shapes()).isEqualTo("30-64-64-2");
    assertThat(teacher.recipe().teacher().inputDropRate()).isZero();
    TeacherCheck check = check(teacher);
    assertThat(check.standardError().value()).isLessThan(.1);
    assertThat(check.monteCarloError().value()).isLessThan(.1);
    assertThat(check.isNearChance()).isFalse();
  }

  @Test
  void theDigitsTeacherHasTheRatesThatThePersonGives() throws IOException {
    OutsideTeacher teacher =
        OutsideTeacher.read(
            reference("digits-mlp.npz"),
            new RecipeCatalog().load("digits"),
            choice("relu", List.of(.2, .5, .4)));

    assertThat(teacher.recipe().teacher().inputDropRate()).isEqualTo(.2);
    assertThat(teacher.recipe().teacher().layers())
        .containsExactly(
            new RecipeLayer.Dense(256, Activation.RELU, .5),
            new RecipeLayer.Dense(256, Activation.RELU, .4));
    assertThat(check(teacher).standardError().value()).isLessThan(.08);
    assertThat(teacher.preparation()).isEqualTo("features: divided by 16");
  }

  /**
   * Features not standardised although the teacher wants them so: it knows no better than chance.
   */
  @Test
  void wrongPreparationIsNearChance() throws IOException {
    Recipe raw = new RecipeCatalog().load("cancer", Map.of("data.standardise", "false"));
    OutsideTeacher teacher =
        OutsideTeacher.read(reference("cancer-mlp.npz"), raw, choice("relu", List.of(.5)));

    assertThat(check(teacher).isNearChance()).isTrue();
  }

  /** The same network, whether its scales are the recipe's or stand in its file. */
  @Test
  void scalesInTheFileAreBuiltIn() throws IOException {
    RunData standardised = RunData.load(with(WINE, true));
    Map<String, NpyArray> arrays = layers(13, 5, 3);
    OutsideTeacher plain = read(arrays, with(WINE, true));
    var fitted = standardised.loaded().standardizer().orElseThrow();
    arrays.put("standardizer.mean", NpyArray.ofDoubles(new int[] {13}, fitted.means()));
    arrays.put("standardizer.scale", NpyArray.ofDoubles(new int[] {13}, fitted.scales()));

    assertThat(TinyRun.bits(read(arrays, with(WINE, true)).network()))
        .isDeepEqualTo(TinyRun.bits(plain.network()));
    OutsideTeacher folded = read(arrays, with(WINE, false));
    assertThat(predictions(folded)).containsExactly(predictions(plain), within(1e-5));
    assertThat(folded.preparation()).contains("the file's standardizer.mean");
    assertThat(predictions(read(layers(13, 5, 3), with(WINE, false))))
        .as("without them it is another network")
        .isNotEqualTo(predictions(folded));
  }

  @Test
  void aNetworkThatGivesTheNumberItselfSaysSo() throws IOException {
    Map<String, NpyArray> arrays = layers(1, 4, 1);
    OutsideTeacher standardised = read(arrays, SINE);
    arrays.put("response.mean", NpyArray.ofDoubles(new int[] {1}, 0));
    arrays.put("response.scale", NpyArray.ofDoubles(new int[] {1}, 1));
    OutsideTeacher raw = read(arrays, SINE);

    var ours = raw.data().responses();
    double[] expected = predictions(standardised);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = ours.standardised(expected[i]);
    }
    assertThat(predictions(raw)).containsExactly(expected, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "layers.0 layers.3 layers.10",
    "fc1 fc2 fc3",
    "0 2 11",
    "net.9.linear net.10.linear net.11.linear",
    "fc1 fc2 out",
    "input_layer middle output",
  })
  void anyNamesWillDo(String names) throws IOException {
    List<String> ordered = List.of(names.split(" ", -1));
    for (Path file : both(layers(ordered, 13, 6, 6, 3))) {
      assertThat(OutsideTeacher.read(file, WINE, choice("relu", List.of(.5))).layers())
          .isEqualTo(ordered);
    }
  }

  /** As safetensors sorts names, 10 stands before 2, and widths do not tell. */
  @Test
  void numbersAreNotSortedAsText() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("l.10.weight", NpyArray.ofFloats(new int[] {3, 13}, new float[39]));
    arrays.put("l.2.weight", NpyArray.ofFloats(new int[] {13, 13}, new float[169]));
    arrays.put("l.1.weight", NpyArray.ofFloats(new int[] {13, 13}, new float[169]));

    assertThat(read(arrays, WINE).layers()).containsExactly("l.1", "l.2", "l.10");
  }

  @Test
  void anOpenOrderIsAskedFor() throws IOException {
    Map<String, NpyArray> arrays = layers(List.of("first", "encoder", "last"), 13, 13, 13, 3);
    Path file = npz(arrays);

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> OutsideTeacher.read(file, WINE, choice("relu", List.of(.5))))
        .withMessageContaining("first [13, 13]")
        .withMessageContaining("name them from the input on (--layers)");
    OutsideTeacher named =
        OutsideTeacher.read(
            file,
            WINE,
            new OutsideTeacher.Choice(
                List.of(Activation.TANH), List.of(.5), List.of("first", "encoder", "last")));
    assertThat(named.layers()).containsExactly("first", "encoder", "last");
  }

  @Test
  void aMissingBiasIsZero() throws IOException {
    Map<String, NpyArray> arrays = layers(13, 5, 3);
    arrays.remove("l.0.bias");

    assertThat(read(arrays, WINE).network().bias(0).toArray()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c.weight   | 8,1,3,3 | layer c [8, 1, 3, 3] is a convolution, but rows of 'wine' are not images
          n.weight   | 5       | array n.weight has shape [5], expected [outputs, inputs] of a dense layer
          n.running_mean | 5   | array n.running_var: missing, expected [5] variances
          n.running_mean | 5,1 | array n.running_mean has shape [5, 1], expected [maps]
          x.bias     | 5       | array x.bias [5], expected weights and biases
          l.0.bias   | 4       | array l.0.bias has shape [4], expected [5] as its layer says
          l.0.weight | 5,12    | layer l.0 [5, 12] takes 12 values, but the data set has 13 features
          l.1.weight | 3,6     | layer l.1 [3, 6] takes 6 values, but layer l.0 [5, 13] before it gives 5
          l.2.weight | 4,3     | the last layer l.2 [4, 3] gives 4 values, but the data set needs 3
          response.mean | 1    | 'wine' has classes, not numbers to predict
          standardizer.mean | 4 | array standardizer.mean: <f4 [4], expected floats of the shape [13]
          """)
  void whatDoesNotFitIsNamed(String name, String shape, String message) throws IOException {
    Map<String, NpyArray> arrays = layers(13, 5, 3);
    int[] sizes = Arrays.stream(shape.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    arrays.put(name, NpyArray.ofFloats(sizes, new float[count]));

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> read(arrays, WINE))
        .withMessageContaining(message);
  }

  @Test
  void numbersThatAreNoneAreNamed() throws IOException {
    Map<String, NpyArray> arrays = layers(13, 5, 3);
    arrays.put("l.1.bias", NpyArray.ofFloats(new int[] {3}, 1, Float.NaN, 2));

    for (Path file : both(arrays)) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> OutsideTeacher.read(file, WINE, choice("relu", List.of(.5))))
          .withMessageContaining("array l.1.bias holds NaN as its value 1");
    }
  }

  @Test
  void convolutionsNeedARecipeThatHasThem() throws IOException {
    Map<String, NpyArray> arrays = layers(List.of("fc1", "fc2"), 32, 32, 10);
    arrays.put("conv1.weight", NpyArray.ofFloats(new int[] {8, 1, 3, 3}, new float[72]));

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> read(arrays, TinyRun.recipe()))
        .withMessageContaining(
            "1 convolutional and 2 dense layers, but the recipe has 0 and, with the outputs, 3");
  }

  /**
   * Some of these the library finds only when it has opened the archive, and some while it does.
   */
  @Test
  void whateverIsWrongWithAnArchiveIsToldAsSuch() throws IOException {
    byte[] sound = Files.readAllBytes(both(layers(13, 5, 3)).get(0));
    Path file = folder.resolve("damaged.npz");
    for (int at = sound.length - 300; at < sound.length; at++) {
      for (int value : new int[] {0, 53, 127, 255}) {
        byte[] damaged = sound.clone();
        damaged[at] = (byte) value;
        Files.write(file, damaged);
        assertThatCode(() -> ModelBundle.is(file)).doesNotThrowAnyException();
        try {
          OutsideTeacher.read(file, WINE, choice("relu", List.of(.5)));
        } catch (ModelFormatException | ArrayFormatException refused) {
          assertThat(refused).hasMessageContaining(file.toString());
        }
      }
    }
  }

  @Test
  void aPickleIsRefusedAndSaysWhatToDo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(1);
    }
    Path file = Files.write(folder.resolve("net.pt"), bytes.toByteArray());

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> OutsideTeacher.read(file, WINE, choice("relu", List.of(.5))))
        .withMessageContaining("pickle", "safetensors or NPZ");
  }

  @Test
  void asManyActivationsAndRatesAsLayersAreNeeded() throws IOException {
    Path file = npz(layers(13, 5, 4, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutsideTeacher.read(file, WINE, choice("relu", List.of(.5, .5, .5, .5))))
        .withMessageContaining("drop rates: 4 given, expected 1, 2 or", "3: the file has 2 hidden");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                OutsideTeacher.read(
                    file,
                    WINE,
                    new OutsideTeacher.Choice(
                        Collections.nCopies(3, Activation.RELU), List.of(), List.of())))
        .withMessageContaining("activations: 3 given, expected 1 or 2");
  }

  @Test
  void theFolderOpensAsARunWithoutAStudent() throws IOException {
    OutsideTeacher teacher = read(layers(13, 5, 3), WINE);
    Path home = folder.resolve("home");
    teacher.write(RunFolder.open(home));
    SavedRun run = SavedRun.open(home, Map.of());

    assertThat(run.isComplete()).isTrue();
    assertThat(run.student()).isNull();
    assertThat(run.recipe()).isEqualTo(teacher.recipe());
    assertThat(TinyRun.bits(run.teacher())).isDeepEqualTo(TinyRun.bits(teacher.network()));
    Path packed = Files.write(folder.resolve("p.npz"), ModelBundle.of(run).bytes());
    assertThat(TinyRun.bits(SavedRun.open(packed, Map.of()).teacher()))
        .isDeepEqualTo(TinyRun.bits(teacher.network()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NPZ", "SAFETENSORS"})
  void whatIsExportedComesBackBitByBit(String format) throws IOException {
    OutsideTeacher teacher = read(layers(13, 5, 3), with(WINE, true));
    Path home = folder.resolve("home");
    teacher.write(RunFolder.open(home));
    SavedRun run = SavedRun.open(home, Map.of());
    byte[] exported =
        ModelExport.of(run, ModelExport.Role.TEACHER, ModelExport.Format.valueOf(format));
    Path file = Files.write(folder.resolve("exported"), exported);

    Network again =
        OutsideTeacher.read(file, with(WINE, true), choice("relu", List.of(.5))).network();
    assertThat(TinyRun.bits(again)).isDeepEqualTo(TinyRun.bits(teacher.network()));
  }

  private static TeacherCheck check(OutsideTeacher teacher) {
    try (Workers workers = new Workers(2)) {
      return TeacherCheck.of(
          teacher.recipe(), teacher.data(), teacher.network(), workers, () -> false);
    }
  }

  private static double[] predictions(OutsideTeacher teacher) {
    float[] values = teacher.data().loaded().dataset().values();
    try (Workers workers = new Workers(1)) {
      return new RowPredictor(teacher.recipe(), teacher.data(), values, workers)
          .once(teacher.network())
          .values();
    }
  }

  private static Recipe with(Recipe recipe, boolean standardise) {
    return RecipeJson.read(
        "test",
        RecipeJson.write(recipe),
        Map.of("data.standardise", Boolean.toString(standardise)));
  }

  private OutsideTeacher read(Map<String, NpyArray> arrays, Recipe recipe) throws IOException {
    return OutsideTeacher.read(npz(arrays), recipe, choice("relu", List.of(.5)));
  }

  private static OutsideTeacher.Choice choice(String activation, List<Double> rates) {
    return new OutsideTeacher.Choice(
        List.of(Activation.valueOf(activation.toUpperCase(Locale.ROOT))), rates, List.of());
  }

  private static Map<String, NpyArray> layers(int... widths) {
    List<String> names = IntStream.range(0, widths.length - 1).mapToObj(i -> "l." + i).toList();
    return layers(names, widths);
  }

  private static Map<String, NpyArray> layers(List<String> names, int... widths) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (int layer = 0; layer < names.size(); layer++) {
      int inputs = widths[layer];
      int outputs = widths[layer + 1];
      float[] weights = new float[inputs * outputs];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) Math.sin(1 + i + 100 * layer) / inputs;
      }
      float[] bias = new float[outputs];
      Arrays.fill(bias, .1f);
      bias[0] = -.2f;
      arrays.put(
          names.get(layer) + ".weight", NpyArray.ofFloats(new int[] {outputs, inputs}, weights));
      arrays.put(names.get(layer) + ".bias", NpyArray.ofFloats(new int[] {outputs}, bias));
    }
    return arrays;
  }

  private List<Path> both(Map<String, NpyArray> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // As the package writes them: by name.
    Safetensors.write(bytes, new TreeMap<>(arrays), Map.of());
    return List.of(
        npz(arrays), Files.write(folder.resolve("net.safetensors"), bytes.toByteArray()));
  }

  private Path npz(Map<String, NpyArray> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, arrays);
    return Files.write(folder.resolve("net.npz"), bytes.toByteArray());
  }

  private static Path reference(String name) {
    return Path.of(
        URI.create(OutsideTeacherTest.class.getResource("/reference/" + name).toString()));
  }
}
