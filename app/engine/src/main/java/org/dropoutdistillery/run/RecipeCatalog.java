package org.dropoutdistillery.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The recipes that come with the program. */
public final class RecipeCatalog {
  private static final List<String> NAMES =
      List.of(
          "digits",
          "digits-small",
          "digits-cnn",
          "moons",
          "circles",
          "spirals",
          "blobs",
          "xor",
          "cancer",
          "wine",
          "iris",
          "fashion",
          "fashion-cnn",
          "fashion-cnn-small",
          "lenet",
          "sine");

  /** Returns the names of all built-in recipes; the first is the default. */
  public List<String> names() {
    return NAMES;
  }

  public boolean contains(String name) {
    return NAMES.contains(name);
  }

  /** Returns a built-in recipe. */
  public Recipe load(String name) {
    return load(name, Map.of());
  }

  /**
   * Returns a built-in recipe with some values replaced, see {@link RecipeJson#read(String, String,
   * Map)}.
   *
   * @throws RecipeException if a replaced value does not fit
   */
  public Recipe load(String name, Map<String, String> changes) {
    return RecipeJson.read(name, json(name), changes);
  }

  private static String json(String name) {
    if (!NAMES.contains(name)) {
      throw new RecipeException(
          name, "no such recipe, expected a file or one of " + String.join(", ", NAMES));
    }
    try (InputStream in =
        RecipeCatalog.class.getResourceAsStream("/assets/recipes/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException damaged) {
      throw new UncheckedIOException("cannot read the built-in recipe " + name, damaged);
    }
  }
}
