package org.dropoutdistillery.bench.window;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;

/**
 * What is done in a window.
 *
 * @param kind what is measured
 * @param recipe name of a built-in one
 * @param epochs of teacher and of student; 0 for those of the recipe
 * @param page that shows meanwhile
 * @param times how often
 * @param out where the values go
 */
record Scene(Kind kind, String recipe, int epochs, String page, int times, Path out) {
  /** What a scene measures. */
  enum Kind {
    /** The speed of a run. */
    PACE,
    /** How evenly the display gets its turns meanwhile. */
    PULSE,
    /** How soon a pause acts. */
    PAUSE,
    /** What many runs in one window leave behind. */
    GROWTH,
    /** How long a chart takes to draw. */
    REDRAW,
    /** What many minutes of use leave behind. */
    SOAK,
    /** Nothing: pictures are taken, into the folder "pictures" beside that of the values. */
    PICTURES
  }

  String argument() {
    return String.join(
        ",",
        List.of(
            kind.name(),
            recipe,
            Integer.toString(epochs),
            page,
            Integer.toString(times),
            out.toString()));
  }

  static Scene parse(String argument) {
    String[] parts = argument.split(",", 6);
    return new Scene(
        Kind.valueOf(parts[0]),
        parts[1],
        Integer.parseInt(parts[2]),
        parts[3],
        Integer.parseInt(parts[4]),
        Path.of(parts[5]));
  }

  Scene with(Kind other, int newEpochs) {
    return new Scene(other, recipe, newEpochs, page, times, out);
  }

  Recipe settled() {
    Recipe built = new RecipeCatalog().load(recipe);
    Map<String, String> changes = new HashMap<>();
    if (epochs > 0) {
      changes.put("teacher.training.epochs", Integer.toString(epochs));
      changes.put("student.training.epochs", Integer.toString(epochs));
    }
    return RecipeJson.read(recipe, RecipeJson.write(built), changes).settled();
  }
}
