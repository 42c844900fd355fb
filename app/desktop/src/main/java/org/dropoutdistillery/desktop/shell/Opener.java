package org.dropoutdistillery.desktop.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.dropoutdistillery.data.TablePreview;
import org.dropoutdistillery.data.Task;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.Tasks;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.TeacherCheck;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.OutsideTeacher;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.store.TeacherCheckText;
import org.dropoutdistillery.tensor.Workers;

/**
 * Opens files: recipes, models, and data of one's own. All is read on another thread and before
 * anything changes, so that after a wrong file everything is as it was, and a message says what is
 * wrong.
 */
final class Opener {
  private final Workbench workbench;
  private final Preferences preferences;
  private final Messages messages;
  private final Tasks tasks;
  private final Overlay overlay;
  private final BooleanSupplier mayLoseWork;
  private final Executor background;

  Opener(
      Workbench workbench,
      Preferences preferences,
      Messages messages,
      Tasks tasks,
      Overlay overlay,
      BooleanSupplier mayLoseWork,
      Executor background) {
    this.workbench = workbench;
    this.preferences = preferences;
    this.messages = messages;
    this.tasks = tasks;
    this.overlay = overlay;
    this.mayLoseWork = mayLoseWork;
    this.background = background;
  }

  /** Opens the folder of a run, or a recipe, weights or a model; what is none of these are data. */
  void open(Path file) {
    if (Files.isDirectory(file)) {
      openModel(file, () -> {});
    } else if (file.toString().endsWith(".safetensors")) {
      openTeacher(file);
    } else if (file.toString().endsWith(".json")) {
      read(file, () -> RecipeJson.read(file), recipe -> openRecipe(file, recipe));
    } else if (isModel(file)) {
      openModel(file, () -> {});
    } else {
      read(file, () -> TablePreview.of(file), preview -> ask(file, preview));
    }
  }

  /** What cannot be read is refused by who reads it whole. */
  private static boolean isModel(Path file) {
    try {
      return ModelBundle.is(file);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Opens the folder of a run, or a file that one was packed into.
   *
   * @param then what to do when it is on the table
   */
  void openModel(Path file, Runnable then) {
    read(
        file,
        () -> distilled(file),
        saved -> {
          if (mayLoseWork.getAsBoolean()) {
            workbench.open(saved);
            preferences.addRecent(file);
            if (!saved.isComplete()) {
              messages.info(
                  "%s was stopped before its last step; its networks are measured as they were then"
                      .formatted(file.getFileName()));
            }
            then.run();
          }
        });
  }

  private static SavedRun distilled(Path file) throws IOException {
    SavedRun saved = SavedRun.open(file, Map.of());
    if (saved.student() == null) {
      throw new IOException(
          file + ": ended before there was a student to measure; open its recipe to begin it anew");
    }
    return saved;
  }

  /** Makes a teacher of a file of weights, after the person has seen how good it is. */
  void openTeacher(Path file) {
    Recipe base = workbench.recipe().get();
    TeacherDialog[] dialog = new TeacherDialog[1];
    dialog[0] =
        new TeacherDialog(
            overlay,
            new TeacherDialog.Actions() {
              @Override
              public void check(OutsideTeacher.Choice choice) {
                checkTeacher(file, base, choice, dialog[0]);
              }

              @Override
              public void use(OutsideTeacher teacher) {
                if (mayLoseWork.getAsBoolean()) {
                  workbench.open(teacher);
                  preferences.addRecent(file);
                }
              }
            });
    dialog[0].show(file.getFileName().toString(), base.data().dataset());
  }

  private void checkTeacher(
      Path file, Recipe base, OutsideTeacher.Choice choice, TeacherDialog dialog) {
    background.execute(
        () -> {
          try (Workers workers = new Workers(1)) {
            OutsideTeacher teacher = OutsideTeacher.read(file, base, choice);
            TeacherCheck check =
                TeacherCheck.of(
                    teacher.recipe(), teacher.data(), teacher.network(), workers, () -> false);
            String text = TeacherCheckText.of(teacher, check);
            Platform.runLater(() -> dialog.tell(teacher, text));
          } catch (IOException | RuntimeException refused) {
            Platform.runLater(() -> dialog.refuse(refused.getMessage()));
          }
        });
  }

  private void openRecipe(Path file, Recipe recipe) {
    if (lay(recipe)) {
      preferences.addRecent(file);
      preferences.setRecipe(file.toAbsolutePath().toString());
      tellOfChanges(recipe);
    }
  }

  /** Puts a recipe on the table that comes as text. */
  void openText(String text) {
    try {
      Recipe recipe = RecipeJson.read("The text", text);
      if (lay(recipe)) {
        preferences.setOwnRecipe(recipe);
        tellOfChanges(recipe);
      }
    } catch (RecipeException refused) {
      messages.error(refused.getMessage());
    }
  }

  private void tellOfChanges(Recipe recipe) {
    int changes = recipe.changes().size();
    if (changes > 0) {
      messages.info(
          "%s: what was changed while it ran is changed again, at the same steps (%d in all)"
              .formatted(recipe.name(), changes));
    }
  }

  private void ask(Path file, TablePreview preview) {
    new DataDialog(preview, overlay, (label, task) -> load(file, label, task)).show();
  }

  private void load(Path file, String label, Task task) {
    read(
        file,
        () -> {
          Recipe recipe = OwnData.recipe(file, label, task);
          return OwnData.fitted(recipe, RunData.load(recipe));
        },
        recipe -> {
          if (lay(recipe)) {
            preferences.addRecent(file);
            preferences.setOwnRecipe(recipe);
          }
        });
  }

  /** Puts a recipe on the table, if the work that this would lose may be lost. */
  boolean lay(Recipe recipe) {
    boolean may = mayLoseWork.getAsBoolean();
    if (may) {
      workbench.open(recipe);
    }
    return may;
  }

  private <T> void read(Path file, Callable<T> reading, Consumer<T> then) {
    boolean[] cancelled = new boolean[1];
    Tasks.Task task = tasks.add("Reading " + file.getFileName(), () -> cancelled[0] = true);
    background.execute(
        () -> {
          try {
            T read = reading.call();
            Platform.runLater(
                () -> {
                  task.done();
                  if (!cancelled[0]) {
                    then.accept(read);
                  }
                });
          } catch (Exception refused) {
            Platform.runLater(
                () -> {
                  task.done();
                  refuse(file, refused);
                });
          }
        });
  }

  private void refuse(Path file, Exception refused) {
    String said = refused.getMessage() == null ? refused.toString() : refused.getMessage();
    boolean ours = !(refused instanceof java.nio.file.FileSystemException);
    if (ours && said.contains(file.getFileName().toString())) {
      messages.error(said);
    } else {
      messages.failure(file + " cannot be opened", refused);
    }
  }

  /** Writes the recipe on the table into a file, with what was changed while it ran. */
  void save(Path file) {
    byte[] json =
        RecipeJson.write(workbench.whole()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try {
      org.dropoutdistillery.store.OutputFile.at(file).write(json);
      preferences.addRecent(file);
      messages.info("The recipe is written into " + file);
    } catch (IOException failed) {
      messages.error(failed.getMessage());
    }
  }
}
