package org.dropoutdistillery.run;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;

/**
 * Recipes as JSON. Reading is strict: every key must be there, none may be unknown or stand twice,
 * every value has its type and range; what does not fit is refused with its path.
 */
public final class RecipeJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .annotationIntrospector(new LowerCaseEnums())
          .defaultPrettyPrinter(prettyPrinter())
          .build();

  private RecipeJson() {}

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
   * Reads a recipe and replaces some of its values.
   *
   * @param changes from paths such as {@code teacher.layers[0].dropRate} to JSON values; a value
   *     that is not JSON is taken as text
   * @throws RecipeException also where a path leads nowhere
   */
  public static Recipe read(String source, String json, Map<String, String> changes) {
    JsonNode tree = parse(source, json);
    changes.forEach((path, value) -> RecipePath.of(source, path).set(tree, valueOf(value)));
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
      JsonNode tree = MAPPER.readTree(json);
      if (!tree.isObject()) {
        throw new RecipeException(
            source, "expected a JSON object with the keys of a recipe, found " + kindOf(tree));
      }
      return tree;
    } catch (JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      String where =
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
      throw new RecipeException(source, where + "not valid JSON: " + broken.getOriginalMessage());
    }
  }

  private static String kindOf(JsonNode tree) {
    return tree.isMissingNode()
        ? "nothing"
        : tree.getNodeType().toString().toLowerCase(Locale.ROOT);
  }

  private static JsonNode valueOf(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException notJson) {
      return MAPPER.getNodeFactory().textNode(text);
    }
  }

  private static Recipe toRecipe(String source, JsonNode tree) {
    try {
      return MAPPER.treeToValue(tree, Recipe.class);
    } catch (JsonMappingException wrong) {
      throw new RecipeException(source, RecipeProblem.describe(wrong, tree));
    } catch (JsonProcessingException | IllegalArgumentException wrong) {
      throw new RecipeException(source, wrong.getMessage());
    }
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
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
