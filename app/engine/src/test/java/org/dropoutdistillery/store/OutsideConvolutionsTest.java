package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.Safetensors;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeLayer;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutional teachers that another program trained. */
class OutsideConvolutionsTest {
  private static final Recipe DIGITS_CNN = new RecipeCatalog().load("digits-cnn");
  private static final OutsideTeacher.Choice AS_RECIPE =
      new OutsideTeacher.Choice(List.of(), List.of(), List.of());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void thePredictionsArePytorchs(String format) throws IOException {
    OutsideTeacher teacher =
        OutsideTeacher.read(reference("digits-cnn." + format), DIGITS_CNN, AS_RECIPE);
    Map<String, NpyArray> expected = Npz.read(reference("digits-cnn.expected.npz"));
    float[] rows = expected.get("x").floats();

    assertThat(teacher.layers()).containsExactly("c1", "c2", "f1", "f2");
    assertThat(teacher.recipe().teacher()).isEqualTo(DIGITS_CNN.teacher());
    assertThat(standard(teacher.network(), rows))
        .containsExactly(expected.get("standard").doubles(), within(1e-5));
  }

  @Test
  void mapsAndWindowsAreThoseOfTheFile() throws IOException {
    Map<String, NpyArray> arrays = reference();
    arrays.put("c1.weight", floats(5, 1, 5, 5));
    arrays.put("c1.bias", floats(5));
    arrays.put("c2.weight", floats(16, 5, 3, 3));
    OutsideTeacher teacher =
        OutsideTeacher.read(
            npz(arrays),
            DIGITS_CNN,
            new OutsideTeacher.Choice(List.of(), List.of(.1, .2, .3), List.of()));

    assertThat(teacher.network().shapes()).isEqualTo("1×8×8-5×4×4-16×2×2-32-10");
    RecipeLayer.Conv first = (RecipeLayer.Conv) teacher.recipe().teacher().layers().get(0);
    RecipeLayer.Conv model = (RecipeLayer.Conv) DIGITS_CNN.teacher().layers().get(0);
    assertThat(first.channels()).isEqualTo(5);
    assertThat(first.kernel()).isEqualTo(5);
    assertThat(first.dropRate()).isEqualTo(.1);
    assertThat(first.pool()).isEqualTo(model.pool());
    assertThat(first.padding()).isEqualTo(model.padding());
  }

  /** A bias in front of the normalisation is taken off with the mean, and may be left out. */
  @Test
  void aBiasBeforeTheNormalisationMovesItsMean() throws IOException {
    Recipe recipe = with("teacher.layers[0].batchNorm", "true");
    Map<String, NpyArray> arrays = normalised();
    Network with = read(arrays, recipe).network();
    float[] bias = arrays.remove("c1.bias").floats();
    float[] mean = arrays.get("b1.running_mean").floats();
    for (int i = 0; i < 8; i++) {
      mean[i] -= bias[i];
    }
    arrays.put("b1.running_mean", NpyArray.ofFloats(new int[] {8}, mean));
    Network without = read(arrays, recipe).network();

    assertThat(TinyRun.bits(with)).isDeepEqualTo(TinyRun.bits(without));
    Normalisation found = with.normalisation(0);
    assertThat(found.mean().toArray()).containsExactly(mean);
    assertThat(found.scale().toArray()).containsExactly(arrays.get("b1.weight").floats());
    assertThat(found.variance().toArray()).containsExactly(arrays.get("b1.running_var").floats());
    assertThat(with.bias(0).toArray()).containsExactly(arrays.get("b1.bias").floats());
    assertThat(with.normalisation(1)).isNull();
  }

  @Test
  void normalisationThatLearntNothingScalesByOne() throws IOException {
    Map<String, NpyArray> arrays = normalised();
    arrays.remove("b1.weight");
    arrays.remove("b1.bias");
    arrays.put("b1.num_batches_tracked", NpyArray.ofDoubles(new int[] {}, 7));
    Network network = read(arrays, with("teacher.layers[0].batchNorm", "true")).network();

    assertThat(network.normalisation(0).scale().toArray()).containsOnly(1);
    assertThat(network.bias(0).toArray()).containsOnly(0);
  }

  /** As the package writes them, sorted: the classifier stands before the features. */
  @Test
  void convolutionsComeBeforeDenseLayersWhateverTheirNames() throws IOException {
    Map<String, NpyArray> renamed = new TreeMap<>();
    reference()
        .forEach(
            (name, array) ->
                renamed.put(
                    name.replace("c1", "features.0")
                        .replace("c2", "features.3")
                        .replace("f1", "classifier.0")
                        .replace("f2", "classifier.2"),
                    array));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Safetensors.write(bytes, renamed, Map.of());
    Path file = Files.write(folder.resolve("net.safetensors"), bytes.toByteArray());
    OutsideTeacher teacher = OutsideTeacher.read(file, DIGITS_CNN, AS_RECIPE);

    assertThat(teacher.layers())
        .containsExactly("features.0", "features.3", "classifier.0", "classifier.2");
    assertThat(TinyRun.bits(teacher.network()))
        .isDeepEqualTo(TinyRun.bits(read(reference(), DIGITS_CNN).network()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NPZ", "SAFETENSORS"})
  void whatIsExportedComesBackBitByBit(String format) throws IOException {
    Recipe recipe = with("teacher.layers[0].batchNorm", "true");
    OutsideTeacher teacher = read(normalised(), recipe);
    Path home = folder.resolve("home");
    teacher.write(RunFolder.open(home));
    SavedRun run = SavedRun.open(home, Map.of());
    Path file =
        Files.write(
            folder.resolve("exported"),
            ModelExport.of(run, ModelExport.Role.TEACHER, ModelExport.Format.valueOf(format)));

    assertThat(TinyRun.bits(OutsideTeacher.read(file, recipe, AS_RECIPE).network()))
        .isDeepEqualTo(TinyRun.bits(teacher.network()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c1.weight | 8,3,3,3   | layer c1 [8, 3, 3, 3] takes 3 channels, but the data set has images of 1 channel
          c2.weight | 16,4,3,3  | layer c2 [16, 4, 3, 3] takes 4 channels, but layer c1 [8, 1, 3, 3] before it gives 8×4×4
          f1.weight | 32,144    | layer f1 [32, 144] takes 144 values, but layer c2 [16, 8, 3, 3] before it gives 16×2×2
          c1.weight | 8,1,3,5   | array c1.weight has shape [8, 1, 3, 5], expected a convolution with a square window
          c1.weight | 8,1,4,4   | layer c1 [8, 1, 4, 4]: kernel: 4, expected an odd number where padding is same
          c1.weight | 8,1,3     | array c1.weight has shape [8, 1, 3], expected [outputs, inputs] of a dense layer or [maps, channels, lines, columns]
          c3.weight | 16,16,3,3 | 3 convolutional and 2 dense layers, but the recipe has 2 and, with the outputs, 2
          f3.weight | 10,10     | 2 convolutional and 3 dense layers, but the recipe has 2 and, with the outputs, 2
          b1.weight | 8         | array b1.weight has shape [8], expected [outputs, inputs]
          b1.running_var | 8    | array b1.running_var [8], expected weights and biases
          """)
  void whatDoesNotFitIsNamedWithItsShape(String name, String shape, String message)
      throws IOException {
    Map<String, NpyArray> arrays = reference();
    arrays.put(name, floats(Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray()));

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> read(arrays, DIGITS_CNN))
        .withMessageContaining(message);
  }

  @Test
  void normalisationMustBeThatOfTheRecipe() throws IOException {
    refused(
        arrays -> {},
        DIGITS_CNN,
        "batch normalisations [b1 [8]], but teacher.layers of the recipe have 0 with batchNorm");
    refused(
        arrays -> {},
        with("teacher.layers[1].batchNorm", "true"),
        "batch normalisation b1 [8], but layer c2 [16, 8, 3, 3] before it gives 16 maps");
    refused(
        arrays -> arrays.remove("b1.running_var"),
        with("teacher.layers[0].batchNorm", "true"),
        "array b1.running_var: missing");
    refused(
        arrays ->
            arrays.put("b1.running_var", NpyArray.ofFloats(new int[] {8}, 1, 1, 1, -1, 1, 1, 1, 1)),
        with("teacher.layers[0].batchNorm", "true"),
        "array b1.running_var: -1.0, expected");
  }

  @Test
  void convolutionsOnATableAreRefused() throws IOException {
    Recipe wine = TinyRun.recipe("data.dataset", "wine", "student.transferInputs.shift", "0");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> read(reference(), wine))
        .withMessageContaining(
            "layer c1 [8, 1, 3, 3] is a convolution, but rows of 'wine' are not images");
  }

  @Test
  void scalesOfPixelsCannotBeBuiltIntoAConvolution() throws IOException {
    Map<String, NpyArray> arrays = reference();
    double[] ones = new double[64];
    Arrays.fill(ones, 1);
    arrays.put("standardizer.mean", NpyArray.ofDoubles(new int[] {64}, ones));
    arrays.put("standardizer.scale", NpyArray.ofDoubles(new int[] {64}, ones));

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> read(arrays, DIGITS_CNN))
        .withMessageContaining("a convolution cannot have scales of its own for each pixel");
  }

  private void refused(Consumer<Map<String, NpyArray>> change, Recipe recipe, String message)
      throws IOException {
    Map<String, NpyArray> arrays = normalised();
    change.accept(arrays);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> read(arrays, recipe))
        .withMessageContaining(message);
  }

  private static Map<String, NpyArray> normalised() throws IOException {
    Map<String, NpyArray> arrays = reference();
    arrays.put("b1.weight", NpyArray.ofFloats(new int[] {8}, 1, 2, -1, .5f, 1, 1, 3, 1));
    arrays.put("b1.bias", NpyArray.ofFloats(new int[] {8}, 0, .5f, 0, .25f, -1, 0, 0, 0));
    arrays.put("b1.running_mean", NpyArray.ofFloats(new int[] {8}, 0, .5f, 1, 0, -.5f, 0, 0, 2));
    arrays.put("b1.running_var", NpyArray.ofFloats(new int[] {8}, 1, .5f, 2, 1, 1, 4, 1, 1));
    return arrays;
  }

  private static Recipe with(String key, String value) {
    return new RecipeCatalog().load("digits-cnn", Map.of(key, value));
  }

  private static Map<String, NpyArray> reference() throws IOException {
    return new LinkedHashMap<>(Npz.read(reference("digits-cnn.npz")));
  }

  private static NpyArray floats(int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, .1f);
    return NpyArray.ofFloats(shape, values);
  }

  private OutsideTeacher read(Map<String, NpyArray> arrays, Recipe recipe) throws IOException {
    return OutsideTeacher.read(npz(arrays), recipe, AS_RECIPE);
  }

  private Path npz(Map<String, NpyArray> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, arrays);
    return Files.write(folder.resolve("net.npz"), bytes.toByteArray());
  }

  private static double[] standard(Network network, float[] rows) {
    int count = rows.length / 64;
    int[] ids = java.util.stream.IntStream.range(0, count).toArray();
    try (Workers workers = new Workers(2)) {
      Predictions predictions =
          new StandardPredictor(network, workers).predict(network, new RowSource(rows, 64, ids));
      return predictions.probabilities();
    }
  }

  private static Path reference(String name) {
    return Path.of(
        URI.create(OutsideConvolutionsTest.class.getResource("/reference/" + name).toString()));
  }

  @Test
  void aConvolutionAboveADenseLayerIsRefused() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("a.weight", floats(8, 1, 3, 3));
    arrays.put("b.weight", floats(16, 128));
    arrays.put("c.weight", floats(32, 16, 1, 1));
    arrays.put("d.weight", floats(10, 32));

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(
            () ->
                OutsideTeacher.read(
                    npz(arrays),
                    DIGITS_CNN,
                    new OutsideTeacher.Choice(List.of(), List.of(), List.of("a", "b", "c", "d"))))
        .withMessageContaining("layer c [32, 16, 1, 1] is a convolution above the dense layer b");
  }
}
