package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;

/** Keeps the data of the last run, since most runs that follow have the same. */
final class DataCache implements Function<Recipe, RunData> {
  private Key key;
  private RunData data;

  private record Key(Recipe.Data data, long seed, String unlabelled) {
    static Key of(Recipe recipe) {
      return new Key(recipe.data(), recipe.seed(), recipe.student().unlabelled());
    }
  }

  /**
   * Reads or draws the data of a recipe.
   *
   * @throws UncheckedIOException if a file cannot be read
   * @throws RuntimeException as {@link RunData#load}
   */
  @Override
  public synchronized RunData apply(Recipe recipe) {
    Key wanted = Key.of(recipe);
    if (!wanted.equals(key)) {
      key = null;
      data = null; // before the next is read, so that there is room for it
      try {
        data = RunData.load(recipe);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable.getMessage(), unreadable);
      }
      key = wanted;
    }
    return data;
  }
}
