package org.dropoutdistillery.desktop.session;

import com.fasterxml.jackson.databind.JsonNode;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;

/** The values of a recipe by their paths. */
public final class RecipeValues {
  private RecipeValues() {}

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
    String pointer = "/" + key.replace('.', '/').replace("[", "/").replace("]", "");
    JsonNode node = RecipeJson.toTree(recipe).at(pointer);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException(key + ": there is no such value in a recipe");
    }
    return node;
  }
}
