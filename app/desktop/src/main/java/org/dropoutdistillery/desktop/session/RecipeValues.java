package org.dropoutdistillery.desktop.session;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;

/** The values of a recipe by their paths. */
public final class RecipeValues {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The key of an edit that changes several values of a recipe. */
  static final String WHOLE = "";

  private RecipeValues() {}

  /**
   * Returns a recipe with other values, as JSON that was not checked.
   *
   * @param values from paths to JSON values, which may be null where there is text now
   */
  public static String with(Recipe recipe, Map<String, String> values) {
    JsonNode tree = RecipeJson.toTree(recipe);
    values.forEach(
        (key, json) -> {
          JsonPointer pointer = pointer(key);
          ObjectNode parent = (ObjectNode) tree.at(pointer.head());
          parent.set(pointer.last().getMatchingProperty(), parsed(json));
        });
    return tree.toString();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException noJson) {
      return TextNode.valueOf(json);
    }
  }

  private static JsonPointer pointer(String key) {
    return JsonPointer.compile("/" + key.replace('.', '/').replace("[", "/").replace("]", ""));
  }

  /**
   * Returns a value as JSON.
   *
   * @param key path such as {@code teacher.layers[0].dropRate}
   */
  public static String json(Recipe recipe, String key) {
    return node(recipe, key).toString();
  }

  /** Returns a value; a node that is null where the recipe has null. */
  public static JsonNode node(Recipe recipe, String key) {
    JsonNode node = RecipeJson.toTree(recipe).at(pointer(key));
    if (node.isMissingNode()) {
      throw new IllegalArgumentException(key + ": there is no such value in a recipe");
    }
    return node;
  }
}
