package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.BlockMasks;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.dropout.CheckerboardMasks;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.dropoutdistillery.nn.Pooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvolutionalRecipeTest {
  private static final RecipeCatalog CATALOG = new RecipeCatalog();
  private static final Dataset DIGITS = new DatasetCatalog().load("digits");
  private static final String FORMS =
      ", expected an object with the keys units, activation, dropRate; or with channels, kernel,"
          + " stride, padding, batchNorm, activation, pool, dropRate, masks, blockSize";

  @Test
  void layersAreToldApartByTheirKeysAndComeBack() {
    Recipe recipe = CATALOG.load("digits-cnn");
    RecipeLayer.Pool pool = new RecipeLayer.Pool(Pooling.Kind.MAX, 2, 2);

    assertThat(recipe.teacher().layers())
        .containsExactly(
            new RecipeLayer.Conv(
                8, 3, 1, Padding.SAME, false, Activation.RELU, pool, .25, MapMasks.ELEMENT, null),
            new RecipeLayer.Conv(
                16, 3, 1, Padding.SAME, false, Activation.RELU, pool, .25, MapMasks.ELEMENT, null),
            new RecipeLayer.Dense(32, Activation.RELU, .5));
    assertThat(recipe.teacher().layers()).extracting(RecipeLayer::units).containsExactly(8, 16, 32);
    assertThat(RecipeJson.read("again", RecipeJson.write(recipe))).isEqualTo(recipe);
    JsonNode layers = RecipeJson.toTree(recipe).at("/teacher/layers");
    assertThat(layers.get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "channels",
            "kernel",
            "stride",
            "padding",
            "batchNorm",
            "activation",
            "pool",
            "dropRate",
            "masks",
            "blockSize");
    assertThat(layers.get(2).fieldNames())
        .toIterable()
        .containsExactly("units", "activation", "dropRate");
  }

  @Test
  void theArchitectureIsThatOfTheReference() {
    Architecture digits = architecture(Map.of());

    assertThat(digits.widths()).isEqualTo("1×8×8-8×4×4-16×2×2-32-10");
    assertThat(digits.hidden().get(1))
        .isEqualTo(
            new Architecture.Hidden(
                16,
                Activation.RELU,
                new Bernoulli(.25),
                new Convolution(3, 1, Padding.SAME, false, Pooling.max(2))));
    assertThat(digits.weightCount()).isEqualTo(72 + 8 + 1152 + 16 + 2048 + 32 + 320 + 10);
  }

  /** Masks lie on what a layer gives on: after its pooling. */
  @ParameterizedTest
  @CsvSource({"element, null", "channel, null", "block, 3", "checkerboard, 2"})
  void masksHaveTheirLawOnThePooledMaps(String masks, String side) {
    Architecture digits =
        architecture(Map.of("teacher.layers[0].masks", masks, "teacher.layers[0].blockSize", side));
    MaskLaw expected =
        switch (masks) {
          case "channel" -> new ChannelMasks(new Bernoulli(.25), 8, 4, 4);
          case "block" -> new BlockMasks(.25, 3, 8, 4, 4);
          case "checkerboard" -> new CheckerboardMasks(.25, 2, 8, 4, 4);
          default -> new Bernoulli(.25);
        };

    assertThat(digits.law(1)).isEqualTo(expected);
  }

  @Test
  void everyOptionReachesTheLayer() {
    Architecture digits =
        architecture(
            Map.of(
                "teacher.layers[0]",
                """
                {"channels": 5, "kernel": 4, "stride": 2, "padding": "valid", "batchNorm": true,
                 "activation": "tanh", "pool": null, "dropRate": 0, "masks": "element",
                 "blockSize": null}""",
                "teacher.layers[1].pool",
                "{\"kind\": \"global_average\", \"size\": null, \"stride\": null}"));

    assertThat(digits.widths()).isEqualTo("1×8×8-5×3×3-16-32-10");
    assertThat(digits.hidden().get(0).activation()).isEqualTo(Activation.TANH);
    assertThat(digits.convolution(1)).isEqualTo(new Convolution(4, 2, Padding.VALID, true, null));
    assertThat(digits.convolution(2).pooling()).isEqualTo(Pooling.globalAverage());
  }

  @Test
  void aStudentOfItsOwnWidthTakesTheWindowsOfTheTeachersLayers() {
    Recipe recipe =
        load(
            Map.of(
                "student.start", "fresh",
                "student.layers", "[4, 6, 9]",
                "teacher.layers[2].activation", "tanh",
                "teacher.layers[1].pool.kind", "average"));
    Architecture teacher = RecipeNetworks.architecture(recipe.teacher(), DIGITS);
    Architecture student = RecipeNetworks.studentArchitecture(recipe.student(), teacher);

    assertThat(student.widths()).isEqualTo("1×8×8-4×4×4-6×2×2-9-10");
    assertThat(student.convolution(2)).isEqualTo(teacher.convolution(2));
    assertThat(student.activation(3)).isEqualTo(Activation.TANH);
    assertThat(student.firstDropoutSite()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"activation\":\"relu\",\"dropRate\":0.5}",
        "{\"units\":3,\"channels\":3,\"activation\":\"relu\",\"dropRate\":0.5}",
        "{\"unit\":3,\"activation\":\"relu\",\"dropRate\":0.5}",
      })
  void aLayerOfNeitherFormIsShownBoth(String layer) {
    String shown = layer.length() > 60 ? layer.substring(0, 57) + "..." : layer;
    assertRefused(Map.of("teacher.layers[1]", layer), "teacher.layers[1]: " + shown + FORMS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kernel",
        "stride",
        "padding",
        "batchNorm",
        "activation",
        "pool",
        "dropRate",
        "masks",
        "blockSize"
      })
  void aMissingKeyIsNamed(String key) {
    String text = RecipeJson.write(CATALOG.load("digits-cnn"));
    // The first of its name in the file is that of the first layer.
    String without = text.replaceFirst("\"" + key + "\"", "\"units_\"");
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> RecipeJson.read("r", without))
        .withMessageStartingWith(
            "r: teacher.layers[0].units_: unknown key, expected one of channels,");
    JsonNode tree = RecipeJson.toTree(CATALOG.load("digits-cnn"));
    ((com.fasterxml.jackson.databind.node.ObjectNode) tree.at("/teacher/layers/0")).remove(key);
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> RecipeJson.read("r", tree.toString()))
        .withMessageStartingWith("r: teacher.layers[0]." + key + ": missing, expected ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "channels | 0 | 0, expected a whole number from 1 to 65536",
        "channels | 1.5 | 1.5, expected a whole number",
        "kernel | 0 | 0, expected a whole number from 1 to 1024",
        "kernel | 4 | 4, expected an odd number where padding is same: others have no middle",
        "stride | 0 | 0, expected a whole number from 1 to 1024",
        "padding | full | \"full\", expected one of same, valid",
        "batchNorm | 1 | 1, expected true or false",
        "pool | 2 | 2, expected an object in braces",
        "pool.kind | mean | \"mean\", expected one of max, average, global_average",
        "pool.kind | global_average | 2, expected null: a global average takes whole maps",
        "pool.size | null | null, expected a whole number",
        "pool.size | 0 | 0, expected a whole number from 1 to 1024",
        "pool.stride | null | null, expected a whole number",
        "dropRate | 1 | 1.0, expected a number in [0, 1)",
        "masks | spatial | \"spatial\", expected one of element, channel, block, checkerboard",
        "masks | block | null, expected a whole number, the side of the squares that are dropped",
        "blockSize | 2 | 2, expected null: only masks of block and checkerboard have squares",
      })
  void aValueOutOfItsRangeIsShownWithTheRange(String key, String value, String problem) {
    String named =
        switch (key + " " + value) {
          case "masks block" -> "blockSize";
          case "pool.kind global_average" -> "pool.size";
          default -> key;
        };
    assertRefused(
        Map.of("teacher.layers[0]." + key, value), "teacher.layers[0]." + named + ": " + problem);
  }

  @Test
  void aCheckerboardDropsHalfAtMost() {
    Map<String, String> board =
        new LinkedHashMap<>(
            Map.of("teacher.layers[0].masks", "checkerboard", "teacher.layers[0].blockSize", "1"));
    board.put("teacher.layers[0].dropRate", "0.5");
    assertThat(load(board).teacher().layers().get(0).dropRate()).isEqualTo(.5);
    board.put("teacher.layers[0].dropRate", "0.51");
    assertRefused(
        board,
        "teacher.layers[0].dropRate: 0.51, expected at most 0.5: a checkerboard drops half of the"
            + " values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"block", "checkerboard"})
  void squaresAreDroppedOrKept(String masks) {
    Map<String, String> squares =
        Map.of("teacher.layers[1].masks", masks, "teacher.layers[1].blockSize", "2");
    Map<String, String> gaussian = new LinkedHashMap<>(squares);
    gaussian.put("teacher.dropout", "gaussian");
    assertRefused(
        gaussian,
        "teacher.layers[1].masks: "
            + masks
            + ", expected element or channel: squares are dropped or kept, and teacher.dropout is"
            + " not bernoulli");
    Map<String, String> balanced = new LinkedHashMap<>(squares);
    balanced.put("evaluation.balanced", "true");
    assertRefused(
        balanced,
        "evaluation.balanced: true, expected false: only single values and whole maps can be"
            + " balanced, and teacher.layers[1].masks is neither element nor channel");
  }

  @Test
  void channelsCanBeGaussianAndBalanced() {
    Map<String, String> channels = Map.of("teacher.layers[1].masks", "channel");
    Map<String, String> gaussian = new LinkedHashMap<>(channels);
    gaussian.put("teacher.dropout", "gaussian");
    assertThat(architecture(gaussian).law(2)).isInstanceOf(ChannelMasks.class);
    Map<String, String> balanced = new LinkedHashMap<>(channels);
    balanced.put("evaluation.balanced", "true");
    assertThat(load(balanced).evaluation().balanced()).isTrue();
  }

  @Test
  void aConvolutionAboveADenseLayerIsRefused() {
    assertRefused(
        Map.of("teacher.layers[0]", "{\"units\": 9, \"activation\": \"relu\", \"dropRate\": 0.5}"),
        "teacher.layers[1]: convolutional, expected a dense layer: the one below is dense, which has"
            + " no image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[8, 16]", "[8, 16, 32, 10]"})
  void aStudentOfAConvolutionalTeacherHasAsManyLayers(String layers) {
    assertRefused(
        Map.of("student.start", "fresh", "student.layers", layers),
        "student.layers: "
            + layers
            + ", expected 3 numbers, units or feature maps of each layer: windows, pooling and"
            + " activations are those of the teacher's layers");
  }

  /** What only the size of the images tells is refused before the run, with layer and shapes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "teacher.layers[1].kernel | 7 | valid | teacher.layers[1]: kernel of 7 × 7 is larger than the image of 8 × 4 × 4",
        "teacher.layers[0].kernel | 9 | valid | teacher.layers[0]: kernel of 9 × 9 is larger than the image of 1 × 8 × 8",
        "teacher.layers[1].kernel | 5 | same | teacher.layers[1]: kernel of 5 × 5 is larger than the image of 8 × 4 × 4",
        "teacher.layers[0].kernel | 9 | same | teacher.layers[0]: kernel of 9 × 9 is larger than the image of 1 × 8 × 8",
        "teacher.layers[1].pool.size | 5 | same | teacher.layers[1]: pooling of 5 × 5 leaves nothing of an image of 16 × 4 × 4",
      })
  void aLayerThatDoesNotFitItsImageIsNamedWithTheShapes(
      String key, String value, String padding, String problem) {
    Recipe recipe =
        load(
            Map.of(
                key,
                value,
                "teacher.layers[0].padding",
                key.contains("[0]") ? padding : "same",
                "teacher.layers[1].padding",
                padding));
    assertThatThrownBy(() -> RecipeFit.requireFit(recipe, DIGITS))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("digits-cnn: " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"block", "checkerboard"})
  void aSquareLargerThanTheMapsIsNamed(String masks) {
    Recipe recipe =
        load(Map.of("teacher.layers[1].masks", masks, "teacher.layers[1].blockSize", "3"));
    assertThatThrownBy(() -> RecipeFit.requireFit(recipe, DIGITS))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("digits-cnn: teacher.layers[1]: blockSize")
        .hasMessageContaining("2");
  }

  @Test
  void rowsOfATableAreNoImages() {
    Recipe recipe = load(Map.of("data.dataset", "wine", "student.transferInputs.shift", "0"));
    assertThatThrownBy(() -> RecipeFit.requireFit(recipe, new DatasetCatalog().load("wine")))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "digits-cnn: teacher.layers[0]: convolutional, expected a dense layer: the data are no"
                + " images");
  }

  private static Recipe load(Map<String, String> changes) {
    return CATALOG.load("digits-cnn", changes);
  }

  private static Architecture architecture(Map<String, String> changes) {
    return RecipeNetworks.architecture(load(changes).teacher(), DIGITS);
  }

  private static void assertRefused(Map<String, String> changes, String problem) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> load(changes))
        .withMessage("digits-cnn: " + problem);
  }
}
