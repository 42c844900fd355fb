package org.dropoutdistillery.fuzz;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Set;
import org.dropoutdistillery.data.ArrayFormatException;
import org.dropoutdistillery.data.DataRequestException;
import org.dropoutdistillery.data.DatasetFormatException;
import org.dropoutdistillery.data.TextFormatException;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.store.ModelFormatException;

/** Tells how a file may be refused: by an exception made for that, in words that a person reads. */
final class Refusal {
  private static final Set<Class<?>> NAMED =
      Set.of(
          ArrayFormatException.class,
          DataRequestException.class,
          DatasetFormatException.class,
          FileNotFoundException.class,
          ModelFormatException.class,
          RecipeException.class,
          TextFormatException.class);
  private static final int LONGEST = 2_000;

  private Refusal() {}

  /** Returns what is wrong with it; null if nothing is. */
  static String problem(Throwable thrown, Path file) {
    String said = thrown.getMessage();
    if (!NAMED.contains(thrown.getClass())) {
      return "no exception that refuses a file";
    }
    if (said == null || said.isBlank() || said.length() > LONGEST) {
      return "a message of " + (said == null ? "nothing" : said.length() + " characters");
    }
    if (said.chars().anyMatch(Character::isISOControl)) {
      return "a message with control characters";
    }
    if (said.contains("org.dropoutdistillery")
        || said.contains("java.")
        || said.contains("Exception")) {
      return "a message with names of classes";
    }
    boolean named =
        said.contains(file.getFileName().toString()) || said.contains(file.getParent().toString());
    return named || thrown instanceof DataRequestException || thrown instanceof RecipeException
        ? null
        : "a message without the name of the file";
  }
}
