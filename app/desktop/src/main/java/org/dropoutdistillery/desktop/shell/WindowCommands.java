package org.dropoutdistillery.desktop.shell;

import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import org.controlsfx.control.action.Action;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** Everything that can be done in this window. */
record WindowCommands(
    Commands commands,
    MainWindow window,
    Workbench workbench,
    WorkGuard guard,
    FileDialogs files,
    StepButton step,
    RecipeCatalog catalog) {

  void addAll(Runnable openLog, Runnable openTasks, Runnable openSearch) {
    addRun();
    addEdit();
    addFile();
    addView();
    add("search", "View", "Search", Material2MZ.SEARCH, "Shortcut+K", openSearch);
    add("messages", "View", "Messages", Material2MZ.OUTLINED_FLAG, "Shortcut+M", openLog);
    add("tasks", "View", "Tasks", Material2AL.LIST, "Shortcut+T", openTasks);
    addRecipes();
  }

  private Action add(
      String id, String group, String text, Ikon icon, String shortcut, Runnable run) {
    return commands.add(id, group, text, icon, shortcut, run).action();
  }

  private void addRun() {
    Action both = add("run-pause", "Run", "Run or pause", null, "F5", this::runOrPause);
    Action run = add("run", "", "Run", Material2MZ.PLAY_ARROW, null, this::run);
    Action pause = add("pause", "", "Pause", Material2MZ.PAUSE, null, workbench::pause);
    Action one = add("step", "Run", "Step", Material2MZ.SKIP_NEXT, "F6", step::step);
    add("reset", "Run", "Same start", Material2MZ.REPLAY, "Shortcut+R", this::reset)
        .setLongText("Makes the run anew from the same initial weights");
    add("new-seed", "Run", "New seed", Material2AL.CASINO, "Shortcut+Shift+R", this::newSeed);
    Action stop = add("stop", "Run", "Stop and keep", Material2MZ.STOP, null, workbench::stop);
    add("full-speed", "Run", "Full speed", null, null, () -> workbench.speed().set(1));
    add("slow-motion", "Run", "Slow motion", null, null, () -> workbench.speed().set(0.3));
    disable(run, RunState.RUNNING, RunState.TESTING);
    disable(both, RunState.TESTING);
    pause.disabledProperty().bind(workbench.state().isNotEqualTo(RunState.RUNNING));
    one.disabledProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !workbench.state().get().canStep(), workbench.state()));
    disable(stop, RunState.READY, RunState.FINISHED, RunState.DIVERGED, RunState.FAILED);
  }

  private void disable(Action action, RunState... states) {
    action
        .disabledProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> java.util.List.of(states).contains(workbench.state().get()),
                workbench.state()));
  }

  private void runOrPause() {
    if (workbench.state().get() == RunState.RUNNING) {
      workbench.pause();
    } else {
      run();
    }
  }

  private void run() {
    guard.perhapsAnew(() -> workbench.state().get().isOver(), workbench::run);
  }

  private void reset() {
    guard.anew(workbench::reset);
  }

  private void newSeed() {
    guard.anew(workbench::newSeed);
  }

  private void undo() {
    guard.perhapsAnew(workbench::undoRestarts, workbench::undo);
  }

  private void redo() {
    guard.perhapsAnew(workbench::redoRestarts, workbench::redo);
  }

  private void addEdit() {
    add("undo", "Edit", "Undo", Material2MZ.UNDO, "Shortcut+Z", this::undo)
        .disabledProperty()
        .bind(workbench.canUndo().not());
    add("redo", "Edit", "Redo", Material2MZ.REDO, "Shortcut+Shift+Z", this::redo)
        .disabledProperty()
        .bind(workbench.canRedo().not());
  }

  private void addFile() {
    add("open-data", "File", "Open data…", Material2AL.FOLDER_OPEN, "Shortcut+O", files::openData);
    add("open-model", "File", "Open model…", null, null, files::openModel)
        .setLongText("A teacher and its student, trained");
    add("open-teacher", "File", "Open teacher…", null, null, files::openTeacher)
        .setLongText("Weights that PyTorch trained");
    add("open-recipe", "File", "Open recipe…", null, "Shortcut+Shift+O", files::openRecipe);
    add(
        "save-recipe",
        "File",
        "Save recipe as…",
        Material2MZ.SAVE_ALT,
        "Shortcut+S",
        () -> files.saveRecipe(workbench.recipe().get().name()));
    add("copy-recipe", "File", "Copy recipe as text", null, "Shortcut+Shift+C", this::copyRecipe)
        .setLongText("With its seed and what was changed while it ran");
    add("go-on", "File", "Go on with a run", null, null, window::offerToGoOn)
        .setLongText("One that was not over when its window closed");
    add("paste-recipe", "File", "Paste recipe", null, "Shortcut+Shift+V", this::pasteRecipe);
  }

  private void copyRecipe() {
    Clipboard.getSystemClipboard()
        .setContent(Map.of(DataFormat.PLAIN_TEXT, RecipeJson.write(workbench.whole())));
    workbench.messages().info("The recipe is on the clipboard, as text");
  }

  private void pasteRecipe() {
    String text = Clipboard.getSystemClipboard().getString();
    if (text == null) {
      workbench.messages().error("There is no text on the clipboard, expected a recipe");
    } else {
      window.openText(text);
    }
  }

  private void addView() {
    int number = 1;
    for (Page page : window.pages()) {
      add(
          "page:" + page.title(),
          "View",
          "Page " + page.title(),
          null,
          number < 10 ? "Shortcut+" + number : null,
          () -> window.select(page));
      number++;
    }
    add("recipe-panel", "View", "Recipe", Material2MZ.TUNE, "F9", window::toggleRecipe)
        .setLongText("Shows or hides the values of the recipe");
    add("present", "View", "Present", Material2MZ.SLIDESHOW, "F11", this::present)
        .setLongText("Everything larger, for a room");
    add("dark", "View", "Light or dark", Material2AL.BRIGHTNESS_4, "Shortcut+D", this::turnDark);
    add("look:light", "", "Look: light", null, null, () -> setDark(false));
    add("look:dark", "", "Look: dark", null, null, () -> setDark(true));
    add("look:desk", "", "Look: at a desk", null, null, () -> setProjector(false));
    add("look:projector", "", "Look: projector", null, null, () -> setProjector(true));
  }

  private void present() {
    setProjector(!window.look().projector());
  }

  private void turnDark() {
    setDark(!window.look().dark());
  }

  private void setDark(boolean dark) {
    window.setLook(window.look().withDark(dark));
  }

  private void setProjector(boolean projector) {
    window.setLook(window.look().withProjector(projector));
  }

  private void addRecipes() {
    for (String name : catalog.names()) {
      add("recipe:" + name, "", "Recipe " + name, null, null, () -> window.openRecipe(name));
    }
  }
}
