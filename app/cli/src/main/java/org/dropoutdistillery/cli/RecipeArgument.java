package org.dropoutdistillery.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;

/** A recipe as a person names it: one that is built in, or a file. */
record RecipeArgument(String name) {
  /**
   * Reads the recipe and replaces some of its values.
   *
   * @throws RecipeException if there is none of this name, or something in it does not fit
   * @throws IOException if its file cannot be read
   */
  Recipe read(Map<String, String> changes) throws IOException {
    RecipeCatalog builtIn = new RecipeCatalog();
    return builtIn.contains(name) ? builtIn.load(name, changes) : readFile(changes);
  }

  private Recipe readFile(Map<String, String> changes) throws IOException {
    try {
      return RecipeJson.read(Path.of(name), changes);
    } catch (NoSuchFileException missing) {
      throw new RecipeException(
          name,
          "no such recipe, expected a JSON file or one of "
              + String.join(", ", new RecipeCatalog().names()));
    }
  }
}
