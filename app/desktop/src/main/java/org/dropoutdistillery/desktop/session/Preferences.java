package org.dropoutdistillery.desktop.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.store.OutputFile;

/** What the person chose, kept in a file from one start to the next. */
public final class Preferences {
  private static final String NAME = "preferences.json";
  private static final String OWN_RECIPE = "own-data.json";
  private static final int MOST_RECENT = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param look how the window looks
   * @param width of the window's content, in pixels
   * @param height likewise
   * @param recent paths of files that were opened, the latest first
   * @param recipe name of the built-in recipe, or path of the recipe's file, that was on the table;
   *     null for the default
   * @param lessonSeen whether the lesson was offered
   */
  public record Values(
      Look look,
      double width,
      double height,
      List<String> recent,
      String recipe,
      boolean lessonSeen) {
    static final Values DEFAULT = new Values(Look.LIGHT, 1280, 800, List.of(), null, false);

    public Values {
      look = look == null ? Look.LIGHT : look;
      width = width >= 640 && width <= 20_000 ? width : 1280;
      height = height >= 480 && height <= 20_000 ? height : 800;
      recent = recent == null ? List.of() : recent.stream().limit(MOST_RECENT).toList();
    }
  }

  private final Path folder;
  private final Messages messages;
  private Values values;
  private boolean told;

  /**
   * Reads what was kept. A file that is damaged counts as none, and a message says so.
   *
   * @param folder where the file is; made when something is kept
   */
  public Preferences(Path folder, Messages messages) {
    this.folder = folder;
    this.messages = messages;
    values = read();
  }

  private Values read() {
    Path file = folder.resolve(NAME);
    try {
      Values read = JSON.readValue(Files.readString(file), Values.class);
      if (read != null) {
        return read;
      }
      messages.warning(file + ": found null; expected preferences. The usual ones are used.");
    } catch (NoSuchFileException first) {
      return Values.DEFAULT;
    } catch (IOException damaged) {
      String why =
          damaged instanceof JsonProcessingException json
              ? json.getOriginalMessage()
              : damaged.toString();
      messages.warning(file + " cannot be read (" + why + "). The usual preferences are used.");
    }
    return Values.DEFAULT;
  }

  public Values values() {
    return values;
  }

  public void setLook(Look look) {
    keep(v -> new Values(look, v.width, v.height, v.recent, v.recipe, v.lessonSeen));
  }

  /** Keeps the size of the window's content, in pixels. */
  public void setSize(double width, double height) {
    keep(v -> new Values(v.look, width, height, v.recent, v.recipe, v.lessonSeen));
  }

  /** Puts a file first among the recent ones. */
  public void addRecent(Path file) {
    String path = file.toAbsolutePath().toString();
    keep(
        v -> {
          List<String> recent = new ArrayList<>(v.recent);
          recent.remove(path);
          recent.add(0, path);
          return new Values(v.look, v.width, v.height, recent, v.recipe, v.lessonSeen);
        });
  }

  /** Keeps which recipe is on the table: a built-in name, or the path of a file. */
  public void setRecipe(String recipe) {
    keep(v -> new Values(v.look, v.width, v.height, v.recent, recipe, v.lessonSeen));
  }

  /**
   * Keeps a recipe that is in no file of the person's, for data that were opened, as the one on the
   * table.
   */
  public void setOwnRecipe(Recipe recipe) {
    Path file = folder.resolve(OWN_RECIPE);
    if (write(file, RecipeJson.write(recipe))) {
      setRecipe(file.toAbsolutePath().toString());
    }
  }

  public void setLessonSeen(boolean seen) {
    keep(v -> new Values(v.look, v.width, v.height, v.recent, v.recipe, seen));
  }

  private void keep(UnaryOperator<Values> change) {
    Values changed = change.apply(values);
    if (changed.equals(values)) {
      return;
    }
    values = changed;
    write(folder.resolve(NAME), JSON.valueToTree(values).toPrettyString());
  }

  private boolean write(Path file, String json) {
    try {
      Files.createDirectories(folder);
      OutputFile.at(file).write(json.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException failed) {
      if (!told) {
        messages.warning("Preferences are not kept: " + failed.getMessage());
      }
      told = true;
      return false;
    }
  }
}
