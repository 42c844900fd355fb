package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.data.Task;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.TransferInputs;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Initialisation;
import org.dropoutdistillery.nn.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeJsonTest {
  private final RecipeCatalog catalog = new RecipeCatalog();

  private static List<String> builtIn() {
    return new RecipeCatalog().names();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void readsBackWhatItWrote(String name) {
    Recipe recipe = catalog.load(name);
    String text = RecipeJson.write(recipe);

    assertThat(recipe.name()).isEqualTo(name);
    assertThat(RecipeJson.read("written", text)).isEqualTo(recipe);
    assertThat(RecipeJson.write(RecipeJson.read("written", text))).isEqualTo(text);
  }

  @Test
  void readsBackValuesAtTheEndsOfTheirRanges() {
    Recipe.Training training =
        new Recipe.Training(
            1_000_000,
            65_536,
            OptimizerKind.ADAM,
            Double.MIN_VALUE,
            0,
            Schedule.CONSTANT,
            Double.MAX_VALUE,
            Double.MIN_VALUE);
    Recipe recipe =
        new Recipe(
            Recipe.VERSION,
            "A-1_b.c",
            "\"Größe\" \\ \n\u2028",
            Long.MIN_VALUE,
            new Recipe.Data(
                "", "\"0\"", Task.NUMBERS, 10, 0.0, Double.MIN_VALUE, Math.nextDown(1.0), true),
            new Recipe.Teacher(
                Math.nextDown(1.0),
                DropoutKind.BERNOULLI,
                null,
                1,
                List.of(new RecipeLayer.Dense(65_536, Activation.TANH, 0.1 + 0.2)),
                Initialisation.GLOROT,
                Double.MAX_VALUE,
                training),
            new Recipe.Student(
                DistilSchedule.TOGETHER,
                StudentStart.FRESH,
                List.of(1, 2, 3),
                Divergence.REVERSE_KL,
                10_000,
                "more rows.csv",
                new TransferInputs(Double.MAX_VALUE, 1, 0),
                Math.nextDown(1.0),
                training),
            new Recipe.Evaluation(
                Integer.MAX_VALUE,
                2,
                10_000_000,
                2,
                true,
                Integer.MAX_VALUE,
                List.of(Road.values()),
                Double.MAX_VALUE,
                1_000,
                100,
                1e-300),
            List.of(
                new LiveChange(0, "teacher.layers[0].dropRate", Double.MIN_VALUE),
                new LiveChange(Long.MAX_VALUE, "student.masksPerStep", 10_000)));

    assertThat(RecipeJson.read("written", RecipeJson.write(recipe))).isEqualTo(recipe);
  }

  @Test
  void aRecipeFromBeforeThereWasARampHasNone() {
    Recipe recipe = catalog.load("moons");
    String before = RecipeJson.write(recipe).replaceFirst(" *\"dropRamp\": .*\n", "");

    assertThat(before).doesNotContain("dropRamp");
    assertThat(RecipeJson.read("before", before)).isEqualTo(recipe);
    assertThat(RecipeJson.read("before", before, Map.of("teacher.dropRamp", "0.5")).teacher())
        .extracting(Recipe.Teacher::dropRamp)
        .isEqualTo(0.5);
  }

  @Test
  void writesOneKeyALineAndEndsTheLastLine() {
    String text = RecipeJson.write(catalog.load("digits"));

    assertThat(text)
        .startsWith("{\n  \"version\": 1,\n  \"name\": \"digits\",\n")
        .contains("\n    \"start\": \"teacher\",\n    \"layers\": null,\n")
        .endsWith("\n}\n")
        .doesNotContain("\r");
  }

  @Test
  void writesTheSameInEveryLanguage() {
    Locale here = Locale.getDefault();
    String text = RecipeJson.write(catalog.load("digits"));
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(RecipeJson.write(catalog.load("digits"))).isEqualTo(text);
      assertThat(RecipeJson.read("written", text)).isEqualTo(catalog.load("digits"));
    } finally {
      Locale.setDefault(here);
    }
  }

  @Test
  void readsPastAByteOrderMark() {
    String text = "\uFEFF" + RecipeJson.write(catalog.load("digits"));

    assertThat(RecipeJson.read("written", text)).isEqualTo(catalog.load("digits"));
  }

  @Test
  void aWholeNumberWillDoForANumber() {
    Recipe recipe = RecipeJson.read("r", new RecipeTree().put("teacher.inputDropRate", "0").text());

    assertThat(recipe.teacher().inputDropRate()).isEqualTo(0);
  }

  @Test
  void anotherSeedChangesNothingElse() {
    Recipe recipe = catalog.load("digits");

    assertThat(recipe.withSeed(7)).isEqualTo(catalog.load("digits", Map.of("seed", "7")));
    assertThat(recipe.withSeed(7)).isNotEqualTo(recipe);
    assertThat(recipe.withSeed(7).withSeed(recipe.seed())).isEqualTo(recipe);
  }

  @Test
  void theBuiltInRecipesShareTheirTeacherAndThePerformanceRecipeComesFirst() {
    assertThat(catalog.names()).startsWith("digits", "digits-small");
    assertThat(catalog.contains("digits")).isTrue();
    assertThat(catalog.contains("Digits")).isFalse();
    assertThat(catalog.load("digits-small").teacher()).isEqualTo(catalog.load("digits").teacher());
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> catalog.load("../digits"))
        .withMessageStartingWith(
            "../digits: no such recipe, expected a file or one of digits, digits-small, digits-cnn, moons");
  }

  @Test
  void changesReachTheirValues() {
    Recipe recipe =
        catalog.load(
            "digits",
            Map.of(
                "seed", "-3",
                "teacher.layers[1].dropRate", "0.25",
                "teacher.layers[0]", "{\"units\": 5, \"activation\": \"tanh\", \"dropRate\": 0}",
                "student.start", "fresh",
                "student.layers", "[32, 16]",
                "teacher.training.optimizer", "\"adam\"",
                "evaluation.passes", "1000"));

    assertThat(recipe.seed()).isEqualTo(-3);
    assertThat(recipe.teacher().layers())
        .containsExactly(
            new RecipeLayer.Dense(5, Activation.TANH, 0),
            new RecipeLayer.Dense(256, Activation.RELU, 0.25));
    assertThat(recipe.student().start()).isEqualTo(StudentStart.FRESH);
    assertThat(recipe.student().layers()).containsExactly(32, 16);
    assertThat(recipe.teacher().training().optimizer()).isEqualTo(OptimizerKind.ADAM);
    assertThat(recipe.evaluation().passes()).isEqualTo(1000);
    assertThat(recipe.data()).isEqualTo(catalog.load("digits").data());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a new text | a new text",
        "\"in quotes\" | in quotes",
        "12 | 12",
        "true | true",
        "null | null",
        "{} | {}",
        "3 layers: {b | 3 layers: {b",
        "`` | ``",
      })
  void textNeedsNoQuotes(String value, String description) {
    Recipe recipe = catalog.load("digits", Map.of("description", value));

    assertThat(recipe.description()).isEqualTo(description);
  }

  @Test
  void anElementOfAListIsReplaced() {
    Recipe recipe = catalog.load("digits-small", Map.of("student.layers[1]", "7"));

    assertThat(recipe.student().layers()).containsExactly(80, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "teacher.layer[0].units | 9 | teacher.layer[0].units: no such key, expected one of inputDropRate, dropout, rowsPerMask, dropRamp, layers, initialisation, expectationLinear, training in place of layer",
        "teacher.training.learnRate | 9 | teacher.training.learnRate: no such key, expected one of epochs, batchSize, optimizer, learningRate, momentum, schedule, weightDecay, maxNorm in place of learnRate",
        "colour | 9 | colour: no such key, expected one of version, name, description, seed, data, teacher, student, evaluation, changes in place of colour",
        "teacher.layers[2].units | 9 | teacher.layers[2].units: no such key, expected an index below 2",
        "teacher.layers[2] | {} | teacher.layers[2]: no such key, expected an index below 2",
        "teacher.layers.units | 9 | teacher.layers.units: no such key, expected an index below 2",
        "teacher[0] | 9 | teacher[0]: no such key, expected one of inputDropRate, dropout, rowsPerMask, dropRamp, layers, initialisation, expectationLinear, training in place of 0",
        "seed.x | 9 | seed.x: no such key, nothing lies below 1",
        "student.layers[0] | 9 | student.layers[0]: no such key, nothing lies below null",
        "teacher.layers[-1].units | 9 | \"teacher.layers[-1].units\": not a key, expected a form such as teacher.layers[0].dropRate",
        "teacher.layers.0.units | 9 | \"teacher.layers.0.units\": not a key, expected a form such as teacher.layers[0].dropRate",
        "teacher..layers | 9 | \"teacher..layers\": not a key, expected a form such as teacher.layers[0].dropRate",
        "`` | 9 | \"\": not a key, expected a form such as teacher.layers[0].dropRate",
        "seed | x | seed: \"x\", expected a whole number",
        "seed | 007 | seed: \"007\", expected a whole number",
        "seed | `` | seed: \"\", expected a whole number",
        "teacher.inputDropRate | 1 | teacher.inputDropRate: 1.0, expected a number in [0, 1)",
        "teacher.inputDropRate | 0,5 | teacher.inputDropRate: \"0,5\", expected a number",
        "teacher.training.optimizer | ADAM | teacher.training.optimizer: \"ADAM\", expected one of sgd, adam",
        "evaluation.passes | 15 | evaluation.passes: 15, expected a multiple of blocks (10), at most 10000000",
        "student.layers | [32] | student.layers: [32], expected null: a student that starts from the teacher's weights has its layers",
        "teacher | 3 | teacher: 3, expected an object in braces",
        "version | 2 | version: 2, expected 1, the format of this program",
      })
  void aChangeThatDoesNotFitIsRefused(String path, String value, String problem) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> catalog.load("digits", Map.of(path, value)))
        .withMessage("digits: " + problem);
  }
}
