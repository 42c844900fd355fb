package org.dropoutdistillery.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.data.TextFile;

/**
 * Recipes as JSON. Reading is strict: every key must be there but those that came later, none may
 * be unknown or stand twice, every value has its type and range; what does not fit is refused with
 * its path.
 */
public final class RecipeJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .annotationIntrospector(new LowerCaseEnums())
          .defaultPrettyPrinter(prettyPrinter())
          .build();

  private RecipeJson() {}

  /**
   * Reads the file of a recipe.
   *
   * @throws RecipeException naming the key, the value and what was expected
   * @throws org.dropoutdistillery.data.TextFormatException if the file is no text, or far too long
   * @throws IOException if it cannot be read
   */
  public static Recipe read(Path file) throws IOException {
    return read(file, Map.of());
  }

  /** Reads the file of a recipe likewise, and replaces some of its values. */
  public static Recipe read(Path file, Map<String, String> changes) throws IOException {
    String json = TextFile.read(file, TextFile.MOST_JSON, "a recipe as JSON");
    return read(file.toString(), json, changes);
  }

  /**
   * Reads a recipe.
   *
   * @param source what to call it in messages, such as its path
   * @throws RecipeException naming the key, the value and what was expected
   */
  public static Recipe read(String source, String json) {
    return toRecipe(source, parse(source, json));
  }

  /**
   * Reads a recipe that is part of other JSON.
   *
   * @param source what to call it in messages
   * @throws RecipeException naming the key, the value and what was expected
   */
  public static Recipe ofTree(String source, JsonNode tree) {
    return toRecipe(source, withLaterKeys(tree.deepCopy()));
  }

  /**
   * Reads a recipe and replaces some of its values.
   *
   * @param changes from paths such as {@code teacher.layers[0].dropRate} to JSON values; where text
   *     stands now, quotes may be left out
   * @throws RecipeException also where a path leads nowhere
   */
  public static Recipe read(String source, String json, Map<String, String> changes) {
    JsonNode tree = parse(source, json);
    changes.forEach((path, value) -> RecipePath.of(source, path).set(tree, value));
    return toRecipe(source, tree);
  }

  /** Returns a recipe as indented JSON, with a final line break. */
  public static String write(Recipe recipe) {
    try {
      return MAPPER.writeValueAsString(recipe) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns a recipe as a tree, for embedding in other JSON. */
  public static JsonNode toTree(Recipe recipe) {
    return MAPPER.valueToTree(recipe);
  }

  private static JsonNode parse(String source, String json) {
    try {
      // Some editors begin a file with a mark of its byte order.
      JsonNode tree = MAPPER.readTree(json.startsWith("\uFEFF") ? json.substring(1) : json);
      if (!tree.isObject()) {
        throw new RecipeException(
            source,
            (tree.isMissingNode() ? "empty" : ValueKind.shown(tree))
                + ", expected a JSON object with the keys of a recipe");
      }
      return withLaterKeys(tree);
    } catch (JsonProcessingException broken) {
      throw new RecipeException(source, RecipeProblem.ofText(broken));
    }
  }

  /** Recipes were written, models and runs among them, before there was a ramp. */
  private static JsonNode withLaterKeys(JsonNode tree) {
    if (tree.path("teacher") instanceof ObjectNode teacher && !teacher.has("dropRamp")) {
      teacher.put("dropRamp", 0.0);
    }
    return tree;
  }

  /** Returns null if {@code text} is not JSON. */
  static JsonNode value(String text) {
    try {
      JsonNode value = MAPPER.readTree(text);
      return value.isMissingNode() ? null : value;
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  private static Recipe toRecipe(String source, JsonNode tree) {
    try {
      // First, since another version may well have other keys.
      JsonNode version = tree.path("version");
      if (version.isIntegralNumber() && version.canConvertToInt()) {
        Recipe.requireVersion(version.intValue());
      }
      String problem = RecipeShape.problem("", tree, Recipe.class);
      if (problem != null) {
        throw new RecipeException(source, problem);
      }
      Recipe recipe = MAPPER.treeToValue(tree, Recipe.class);
      requireChangesFit(source, recipe);
      return recipe;
    } catch (IllegalArgumentException refused) {
      throw new RecipeException(source, refused.getMessage());
    } catch (JsonMappingException refused) {
      throw new RecipeException(source, RecipeProblem.ofValue(refused));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Returns a recipe with one of its values replaced.
   *
   * @throws RecipeException if there is no such value or the new one does not fit
   */
  static Recipe changed(Recipe recipe, String key, double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    JsonNode tree = toTree(recipe.withChanges(List.of()));
    String text = whole ? Long.toString((long) value) : Double.toString(value);
    RecipePath.of(recipe.name(), key).set(tree, text);
    return toRecipe(recipe.name(), tree).withChanges(recipe.changes());
  }

  private static void requireChangesFit(String source, Recipe recipe) {
    Recipe current = recipe;
    for (int i = 0; i < recipe.changes().size(); i++) {
      LiveChange change = recipe.changes().get(i);
      try {
        current = changed(current, change.key(), change.value());
      } catch (RecipeException refused) {
        String problem = refused.getMessage().substring(recipe.name().length() + 2);
        throw new RecipeException(source, "changes[" + i + "]: " + problem);
      }
    }
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }

  /** Writes enum constants in lower case. */
  private static final class LowerCaseEnums extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
      for (int i = 0; i < values.length; i++) {
        names[i] = values[i].name().toLowerCase(Locale.ROOT);
      }
      return names;
    }
  }
}
