package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.run.Environment;

/**
 * What a model bundle says of itself in its {@code model.json}.
 *
 * @param format always {@link #FORMAT}
 * @param version of the format: {@link #VERSION} or less
 * @param features names of the inputs, in order
 * @param image what they form; null for rows of a table
 * @param divisor what numbers of the data's source are divided by before anything else
 * @param classes names of the outputs; null where a number is predicted
 * @param response name of the number that is predicted; null for classes
 * @param recipe with the layers, the laws and rates of the masks and the seed, and with the journal
 *     of the values that were changed on the way
 * @param dataSeed seed that drew and parted the data, the recipe's but for a teacher from elsewhere
 * @param steps that were done
 * @param totalSteps of the whole run
 * @param dataset name of the data set
 * @param datasetSha256 of what it holds, see {@link org.dropoutdistillery.data.DatasetDigest}
 * @param program that wrote it, and its version
 * @param environment what it was trained on
 */
record ModelCard(
    String format,
    int version,
    List<String> features,
    ImageShape image,
    double divisor,
    List<String> classes,
    String response,
    JsonNode recipe,
    long dataSeed,
    long steps,
    long totalSteps,
    String dataset,
    String datasetSha256,
    String program,
    Environment environment) {
  static final String FORMAT = "Dropout Distillery model";
  static final int VERSION = 2;

  // A tree of JSON takes a hundred times as much memory as its text.
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * @throws IllegalArgumentException saying what does not fit
   */
  ModelCard {
    require(FORMAT.equals(format), "format", format, '"' + FORMAT + '"');
    require(
        version >= 1 && version <= VERSION,
        "version",
        version,
        "1 to " + VERSION + "; a newer program wrote this file");
    require(areNames(features, 1), "features", features, "one name or more, all different");
    require(
        image == null || image.pixels() == features.size(),
        "image",
        image,
        "as many pixels as there are features: " + features.size());
    require(divisor > 0 && Double.isFinite(divisor), "divisor", divisor, "a number above 0");
    require(
        (classes == null) != (response == null),
        "classes",
        classes,
        "these or a response, not both");
    require(
        classes == null || areNames(classes, 2),
        "classes",
        classes,
        "two names or more, all different");
    require(recipe != null && recipe.isObject(), "recipe", recipe, "an object");
    require(steps >= 0 && steps <= totalSteps, "steps", steps, "0 to totalSteps");
    features = List.copyOf(features);
    classes = classes == null ? null : List.copyOf(classes);
  }

  private static boolean areNames(List<String> names, int least) {
    return names != null
        && names.size() >= least
        && names.stream().allMatch(Objects::nonNull)
        && new HashSet<>(names).size() == names.size();
  }

  private static void require(boolean holds, String key, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s, expected %s".formatted(key, found, expected));
    }
  }

  int outputs() {
    return classes == null ? 1 : classes.size();
  }

  /**
   * @throws IllegalArgumentException if it is too long to be read again
   */
  String json() {
    try {
      String json = MAPPER.writeValueAsString(this) + "\n";
      requireShort(json);
      return json;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void requireShort(String json) {
    require(
        json.length() <= MOST_CHARACTERS,
        "the whole",
        json.length() + " characters",
        "at most " + MOST_CHARACTERS + ": fewer features, shorter names or fewer live changes");
  }

  /**
   * @throws IllegalArgumentException if the text is no such object, saying why
   */
  static ModelCard read(String json) {
    requireShort(json);
    try {
      JsonNode tree = MAPPER.readTree(json);
      // The first version knew of no images.
      if (tree instanceof ObjectNode first && first.path("version").asInt() == 1) {
        first.putNull("image");
      }
      ModelCard card = MAPPER.treeToValue(tree, ModelCard.class);
      require(card != null, "the whole", "null", "an object");
      return card;
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException(JsonProblem.of(damaged), damaged);
    }
  }
}
