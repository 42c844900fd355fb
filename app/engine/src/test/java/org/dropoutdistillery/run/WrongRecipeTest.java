package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of wrong recipe, and what its author is told. */
class WrongRecipeTest {
  private static final List<String> SAMPLES =
      List.of("null", "true", "3", "3.5", "\"text\"", "\"\"", "[]", "[[1]]", "{}", "{\"a\":1}");

  private static final List<String> MAY_BE_NULL =
      List.of(
          "data.label",
          "data.task",
          "student.unlabelled",
          "data.rows",
          "data.noise",
          "data.testFraction",
          "teacher.rowsPerMask",
          "teacher.training.maxNorm",
          "student.layers",
          "student.training.maxNorm",
          "evaluation.rowsPerMask");

  // As it stands in a recipe, in words; each value of another kind is refused with them.
  private static final Map<String, String> ENUMS =
      Map.ofEntries(
          Map.entry("data.task", "classes, numbers"),
          Map.entry("teacher.dropout", "bernoulli, gaussian"),
          Map.entry("teacher.layers[i].activation", "relu, tanh, identity"),
          Map.entry("teacher.initialisation", "he, glorot"),
          Map.entry("teacher.training.optimizer", "sgd, adam"),
          Map.entry("teacher.training.schedule", "constant, cosine, step"),
          Map.entry("student.schedule", "sequential, together"),
          Map.entry("student.start", "teacher, fresh"),
          Map.entry("student.divergence", "forward_kl, squared_error, logits, reverse_kl"),
          Map.entry("student.training.optimizer", "sgd, adam"),
          Map.entry("student.training.schedule", "constant, cosine, step"),
          Map.entry(
              "evaluation.predictors[i]",
              "exact, geometric, moments, moments_mean, moments_field, moments_sampled,"
                  + " expectation_linear"));

  private static Stream<String> keys() {
    // Recipes may be older than this one.
    return RecipeTree.keys().stream().filter(path -> !path.equals("teacher.dropRamp"));
  }

  private static Stream<String> paths() {
    return RecipeTree.paths().stream();
  }

  private static Stream<String> objects() {
    return Stream.concat(Stream.of(""), RecipeTree.objects().stream());
  }

  @Test
  void theGoodRecipeIsRead() {
    assertThat(RecipeTree.paths())
        .contains("teacher.layers[1].units", "student.layers[0]", "changes[0].key");
    assertThat(RecipeJson.read("r.json", new RecipeTree().text())).isEqualTo(RecipeTree.good());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aMissingKeyIsNamed(String path) {
    // Units tell what kind of layer it is: without them it may be either.
    boolean tellsForm = path.endsWith("].units");
    assertThat(problem(new RecipeTree().remove(path).text()))
        .startsWith(
            tellsForm
                ? path.replace(".units", ": {\"activation\":\"relu\",\"dropRate\":0.5}, expected")
                : path + ": missing, expected ")
        .doesNotContain("missing, expected null");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aKeyThatStandsTwiceIsNamedWithItsLine(String path) {
    String text = new RecipeTree().withTwin(path);

    assertThat(problem(text))
        .matches("line \\d+, column \\d+: .*")
        .endsWith(": " + path + ": stands twice, expected once");
  }

  @ParameterizedTest
  @MethodSource("objects")
  void anUnknownKeyIsNamedWithTheKnownOnes(String object) {
    String path = object.isEmpty() ? "colour" : object + ".colour";
    RecipeTree tree = new RecipeTree();
    List<String> known = tree.at(object).properties().stream().map(k -> k.getKey()).toList();

    assertThat(problem(tree.put(path, "1").text()))
        .isEqualTo(path + ": unknown key, expected one of " + String.join(", ", known));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aValueOfAnotherKindIsShownWithWhatWasExpected(String path) {
    JsonNode good = new RecipeTree().at(path);
    for (String sample : SAMPLES) {
      JsonNode other = RecipeTree.json(sample);
      if (!sameKind(path, good, other) && !(other.isNull() && MAY_BE_NULL.contains(path))) {
        assertThat(problem(new RecipeTree().put(path, sample).text()))
            .isEqualTo(path + ": " + sample + ", expected " + wanted(path, good));
      }
    }
  }

  private static boolean sameKind(String path, JsonNode good, JsonNode other) {
    if (ENUMS.containsKey(template(path))) {
      return false;
    }
    return good.isDouble()
        ? other.isNumber()
        : good.getNodeType() == other.getNodeType() && !other.isDouble();
  }

  private static String template(String path) {
    return path.replaceAll("\\[\\d+]", "[i]");
  }

  private static String wanted(String path, JsonNode good) {
    String constants = ENUMS.get(template(path));
    if (constants != null) {
      return "one of " + constants;
    }
    if (good.isTextual()) {
      return "text in quotes";
    }
    if (good.isBoolean()) {
      return "true or false";
    }
    if (good.isNumber()) {
      return good.isDouble() ? "a number" : "a whole number";
    }
    return good.isArray() ? "a list in brackets" : "an object in braces";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version | 2 | 2, expected 1, the format of this program",
        "version | 0 | 0, expected 1, the format of this program",
        "name | \"a/b\" | \"a/b\", expected 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
        "name | \"..\" | \"..\", expected 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
        "name | \"a\\nb\" | \"a\\nb\", expected 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
        "seed | 1.0 | 1.0, expected a whole number",
        "seed | 9223372036854775808 | 9223372036854775808, expected a whole number from -9223372036854775808 to 9223372036854775807",
        "data.validationFraction | 0 | 0.0, expected a number in (0, 1)",
        "data.validationFraction | 1 | 1.0, expected a number in (0, 1)",
        "data.validationFraction | \"NaN\" | \"NaN\", expected a number",
        "teacher.inputDropRate | 1 | 1.0, expected a number in [0, 1)",
        "teacher.inputDropRate | -0.1 | -0.1, expected a number in [0, 1)",
        "teacher.layers | [] | 0 layers, expected 1 to 64 hidden layers",
        "teacher.layers[0] | [] | [], expected an object in braces",
        "teacher.layers[1].dropRate | 1.0 | 1.0, expected a number in [0, 1)",
        "teacher.layers[1].dropRate | 1.5 | 1.5, expected a number in [0, 1)",
        "teacher.layers[1].dropRate | -1e-9 | -1.0E-9, expected a number in [0, 1)",
        "teacher.layers[1].units | 0 | 0, expected a whole number from 1 to 65536",
        "teacher.layers[0].units | -3 | -3, expected a whole number from 1 to 65536",
        "teacher.layers[0].units | 65537 | 65537, expected a whole number from 1 to 65536",
        "teacher.layers[0].units | 3000000000 | 3000000000, expected a whole number from -2147483648 to 2147483647",
        "teacher.training.epochs | 0 | 0, expected a whole number from 1 to 1000000",
        "teacher.training.epochs | 1e3 | 1000.0, expected a whole number",
        "teacher.training.batchSize | -64 | -64, expected a whole number from 1 to 65536",
        "teacher.training.optimizer | \"SGD\" | \"SGD\", expected one of sgd, adam",
        "teacher.training.learningRate | 0 | 0.0, expected a number above 0",
        "teacher.training.learningRate | -0.05 | -0.05, expected a number above 0",
        "teacher.training.momentum | 1 | 1.0, expected a number in [0, 1)",
        "student.training.momentum | -1 | -1.0, expected a number in [0, 1)",
        "student.training.schedule | \"linear\" | \"linear\", expected one of constant, cosine, step",
        "student.start | \"teacher\" | [80, 64], expected null: a student that starts from the teacher's weights has its layers",
        "student.layers | [] | 0 layers, expected 1 to 64 hidden layers",
        "student.layers[1] | 0 | 0, expected a whole number from 1 to 65536",
        "student.layers[1] | 64.0 | 64.0, expected a whole number",
        "student.masksPerStep | 0 | 0, expected a whole number from 1 to 10000",
        "student.transferInputs.noise | -0.05 | -0.05, expected a number from 0 up",
        "student.transferInputs.pairWeight | 1.01 | 1.01, expected a number in [0, 1]",
        "student.transferInputs.shift | -1 | -1, expected a whole number from 0 up",
        "evaluation.everySteps | 0 | 0, expected a whole number from 1 up",
        "evaluation.passes | 105 | 105, expected a multiple of blocks (10), at most 10000000",
        "evaluation.passes | 0 | 0, expected a multiple of blocks (10), at most 10000000",
        "evaluation.passes | -10 | -10, expected a multiple of blocks (10), at most 10000000",
        "evaluation.finalPasses | 1001 | 1001, expected a multiple of blocks (10), at most 10000000",
        "evaluation.finalPasses | 10000010 | 10000010, expected a multiple of blocks (10), at most 10000000",
        "evaluation.blocks | 1 | 1, expected a whole number from 2 to 1000",
        "evaluation.bins | 0 | 0, expected a whole number from 1 to 1000",
        "evaluation.bootstrapResamples | 99 | 99, expected a whole number from 100 to 1000000",
        "evaluation.confidence | 95 | 95.0, expected a number in (0, 1)",
        "data.testFraction | 0 | 0.0, expected null or a number in (0, 1)",
        "data.rows | 1 | 1, expected null or a whole number from 10 to 10000000",
        "data.noise | -0.1 | -0.1, expected null or a number in [0, 1000]",
        "teacher.rowsPerMask | 0 | 0, expected a whole number from 1 up, or null for all rows",
        "teacher.dropRamp | -0.1 | -0.1, expected a number in [0, 1], a share of the teacher's steps",
        "teacher.dropRamp | 1.1 | 1.1, expected a number in [0, 1], a share of the teacher's steps",
        "teacher.expectationLinear | -1 | -1.0, expected a number from 0 up",
        "teacher.training.weightDecay | -1 | -1.0, expected a number from 0 up",
        "student.training.maxNorm | 0 | 0.0, expected a number above 0",
        "student.averagedShare | 1 | 1.0, expected a number in [0, 1)",
        "evaluation.rowsPerMask | -2 | -2, expected a whole number from 1 up, or null for all rows",
        "changes[0].step | -1 | -1, expected a whole number from 0 up",
        "evaluation.confidence | 0 | 0.0, expected a number in (0, 1)",
      })
  void aValueOutOfItsRangeIsShownWithTheRange(String path, String value, String problem) {
    String wrong = path.equals("student.start") ? "student.layers" : path;

    assertThat(problem(new RecipeTree().put(path, value).text())).isEqualTo(wrong + ": " + problem);
  }

  @Test
  void aChangeThatDoesNotFitIsNamedWithItsPlace() {
    assertThat(problem(new RecipeTree().put("changes[0].value", "1").text()))
        .isEqualTo("changes[0]: teacher.inputDropRate: 1.0, expected a number in [0, 1)");
    assertThat(
            problem(
                new RecipeTree().put("changes[0].key", "\"teacher.layers[9].dropRate\"").text()))
        .isEqualTo(
            "changes[0]: teacher.layers[9].dropRate: no such key, expected an index below 2");
    assertThat(
            problem(new RecipeTree().put("changes[0].key", "\"teacher.layers[0].units\"").text()))
        .startsWith(
            "changes[0].key: teacher.layers[0].units, expected a value that may change in a run: ");
  }

  @Test
  void changesStandInTheOrderOfTheirSteps() {
    String one = "{\"step\": %d, \"key\": \"teacher.inputDropRate\", \"value\": 0.1}";
    String list = "[" + one.formatted(4) + "," + one.formatted(4) + "," + one.formatted(3) + "]";

    assertThat(problem(new RecipeTree().put("changes", list).text()))
        .isEqualTo("changes[2].step: 3, expected at least 4, the step of the change before it");
  }

  @Test
  void normalFactorsCannotBeBalanced() {
    RecipeTree tree = new RecipeTree().put("teacher.dropout", "\"gaussian\"");

    assertThat(problem(tree.put("evaluation.balanced", "true").text()))
        .startsWith(
            "evaluation.balanced: true, expected false: only units that are dropped or kept");
  }

  @Test
  void aPredictorAskedForTwiceIsRefused() {
    assertThat(
            problem(new RecipeTree().put("evaluation.predictors", "[\"exact\",\"exact\"]").text()))
        .isEqualTo("evaluation.predictors: [exact, exact], expected each of them once");
  }

  @Test
  void passesThatAreNoMultipleAreNamedWhereTheBlocksWereChanged() {
    assertThat(problem(new RecipeTree().put("evaluation.blocks", "7").text()))
        .isEqualTo("evaluation.passes: 100, expected a multiple of blocks (7), at most 10000000");
  }

  @Test
  void tooFewResamplesForTheConfidenceAreRefusedBeforeTheRun() {
    assertThat(problem(new RecipeTree().put("evaluation.confidence", "0.9999").text()))
        .isEqualTo(
            "evaluation.bootstrapResamples: 2000, expected at least 19999 at confidence 0.9999");
  }

  @Test
  void aNumberBeyondDoubleIsNotTakenForInfinity() {
    String text = new RecipeTree().text().replace("\"noise\" : 0.05", "\"noise\" : 1e999");

    assertThat(problem(text))
        .isEqualTo(
            "student.transferInputs.noise: \"Infinity\", expected a number that is not so large");
  }

  @Test
  void aVersionThatIsNoWholeNumberIsNotRounded() {
    assertThat(problem(new RecipeTree().put("version", "1.5").text()))
        .isEqualTo("version: 1.5, expected a whole number");
  }

  @Test
  void moreLayersThanAllowedAreCounted() {
    String layer = "{\"units\": 3, \"activation\": \"relu\", \"dropRate\": 0.5}";
    String layers = "[" + (layer + ",").repeat(64) + layer + "]";

    assertThat(problem(new RecipeTree().put("teacher.layers", layers).text()))
        .isEqualTo("teacher.layers: 65 layers, expected 1 to 64 hidden layers");
  }

  @Test
  void anotherVersionIsNamedBeforeTheKeysThatItMayHave() {
    RecipeTree tree = new RecipeTree().put("version", "2").put("sweep", "[]").remove("student");

    assertThat(problem(tree.text()))
        .isEqualTo("version: 2, expected 1, the format of this program");
  }

  @Test
  void aMisspeltKeyIsCalledUnknownAndNotMissing() {
    RecipeTree tree = new RecipeTree().remove("teacher.layers[1].dropRate");

    assertThat(problem(tree.put("teacher.layers[1].droprate", "0.5").text()))
        .isEqualTo(
            "teacher.layers[1].droprate: unknown key, expected one of units, activation, dropRate");
  }

  @Test
  void aLongValueIsCutShort() {
    assertThat(problem(new RecipeTree().put("name", '"' + "x".repeat(500) + '"').text()))
        .startsWith("name: \"xxxx")
        .contains("xxx..., expected 1 to 64 letters")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[1, 2]|[1,2]", "\"digits\"|\"digits\"", "null|null", "3|3", "true|true"})
  void whatIsNoObjectIsShown(String text, String shown) {
    assertThat(problem(text))
        .isEqualTo(shown + ", expected a JSON object with the keys of a recipe");
  }

  @ParameterizedTest
  @CsvSource({"''", "' \n\t '"})
  void anEmptyFileIsCalledEmpty(String text) {
    assertThat(problem(text)).isEqualTo("empty, expected a JSON object with the keys of a recipe");
  }

  private static Stream<List<String>> brokenTexts() {
    String good = new RecipeTree().text();
    return Stream.of(
        List.of("{\n  \"version\": 1,,\n}", "line 2, column 16", "Unexpected character (',')"),
        List.of("{'version': 1}", "line 1, column 2", "expecting double-quote"),
        List.of("{\n\"seed\": NaN}", "line 2, column 12", "Non-standard token 'NaN'"),
        List.of("{\n\"seed\": 007}", "line 2, column 10", "Leading zeroes not allowed"),
        List.of("{\n  // note\n}", "line 2, column 3", "comment"),
        List.of("{\"name\": \"a\tb\"}", "line 1, column 12", "Illegal unquoted character"),
        List.of("{\"name\": \"a\\qb\"}", "line 1, column 13", "Unrecognized character escape"),
        List.of("{\n\"name\": \"abc", "line 2, column 13", "closing quote"),
        List.of("{\n\"seed\": 1,\n", "line 3, column 1", "Unexpected end-of-input"),
        List.of("{\"seed\": 1,}", "line 1, column 12", "Unexpected character ('}')"),
        List.of("\u0000\u0001", "line 1, column 2", "Illegal character"),
        List.of("recipe", "line 1, column 1", "Unrecognized token 'recipe'"),
        List.of(good + "\n{}", "line " + (good.lines().count() + 1), "Trailing token"),
        List.of(good + "x", "line " + good.lines().count(), "Unrecognized token 'x'"),
        List.of("[".repeat(5000), "", "nesting depth (1001) exceeds the maximum allowed (1000)"),
        List.of("{\"seed\": " + "1".repeat(2000) + "}", "", "exceeds the maximum allowed (1000)"));
  }

  @ParameterizedTest
  @MethodSource("brokenTexts")
  void whatIsNotJsonIsRefusedWithLineAndColumn(List<String> broken) {
    assertThat(problem(broken.get(0)))
        .startsWith(broken.get(1))
        .contains("not valid JSON: ")
        .contains(broken.get(2))
        .doesNotContain("`", "Feature", "Source", "com.fasterxml", "code ", "START_", "CTRL");
  }

  @Test
  void theMessageStartsWithWhatTheRecipeIsCalled() {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> RecipeJson.read("my/own.json", "{}"))
        .withMessage("my/own.json: version: missing, expected a whole number");
  }

  private static String problem(String text) {
    RecipeException refused =
        catchThrowableOfType(RecipeException.class, () -> RecipeJson.read("r.json", text));
    assertThat(refused).as("refusal of %s", text).isNotNull();
    assertThat(refused.getMessage()).startsWith("r.json: ");
    return refused.getMessage().substring("r.json: ".length());
  }
}
