package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Function;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;

/** Keeps the data of the last run, since most runs that follow have the same. */
final class DataCache implements Function<Recipe, RunData> {
  private Key key;
  private RunData data;

  /** Files count by when they were written, too. */
  private record Key(
      Recipe.Data data, long seed, String unlabelled, FileTime dataTime, FileTime unlabelledTime) {
    static Key of(Recipe recipe) {
      String unlabelled = recipe.student().unlabelled();
      return new Key(
          recipe.data(),
          recipe.seed(),
          unlabelled,
          time(recipe.data().dataset()),
          unlabelled == null ? null : time(unlabelled));
    }

    /** Returns null for what is no file that can be read. */
    private static FileTime time(String file) {
      try {
        return Files.getLastModifiedTime(Path.of(file));
      } catch (IOException | InvalidPathException none) {
        return null;
      }
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
