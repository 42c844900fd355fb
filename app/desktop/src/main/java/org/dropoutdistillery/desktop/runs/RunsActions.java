package org.dropoutdistillery.desktop.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.event.ActionEvent;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.controlsfx.control.action.Action;
import org.dropoutdistillery.store.ListedRun;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** What can be done with the runs that are selected: buttons, menu, keys and search show these. */
final class RunsActions {
  /**
   * @param id unique among these
   * @param explanation for a tooltip
   * @param keys that do it where the table has the keyboard
   */
  record RunAction(String id, Action action, Ikon icon, String explanation, KeyCombination keys) {}

  private final RunsModel model;
  private final RunsTable table;
  private final List<RunAction> all = new ArrayList<>();
  private RunsDesk desk;

  /**
   * @param waiting waits for the browser
   */
  RunsActions(RunsModel model, RunsTable table, Browser browser, Executor waiting) {
    this.model = model;
    this.table = table;
    add(
        "open",
        "Open",
        Material2AL.LAUNCH,
        "Shows the networks of this run and their curve on all pages, as when they were trained",
        new KeyCodeCombination(KeyCode.ENTER),
        RunsActions::oneThatIsWhole,
        () -> desk.openRun(first().folder()));
    add(
        "compare",
        "Compare",
        Material2MZ.SHOW_CHART,
        "Draws the curves of these runs behind the present one on page Gap, or takes them away",
        new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN),
        runs -> !runs.isEmpty() && runs.stream().allMatch(run -> run.figures() != null),
        this::compare);
    add(
        "report",
        "Open report",
        Material2AL.DESCRIPTION,
        "Shows the report of this run in the browser",
        null,
        RunsActions::oneThatIsWhole,
        () -> model.openReport(first(), browser, waiting));
    add(
        "recipe",
        "Open recipe",
        Material2MZ.TUNE,
        "Lays the recipe of this run on the table, with the values at its end",
        null,
        RunsActions::oneThatIsWhole,
        () -> desk.openRecipe(first().folder().resolve("recipe.json")));
    add(
        "rename",
        "Rename",
        Material2AL.EDIT,
        "Gives this run another name; its folder keeps its own",
        new KeyCodeCombination(KeyCode.F2),
        runs -> runs.size() == 1,
        table::editName);
    add(
        "path",
        "Copy path",
        Material2AL.CONTENT_COPY,
        "Copies where these runs lie",
        new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN),
        runs -> !runs.isEmpty(),
        this::copyPath);
    add(
        "delete",
        "Delete",
        Material2AL.DELETE_OUTLINE,
        "Moves these runs into the bin, from where they can be brought back",
        new KeyCodeCombination(KeyCode.DELETE),
        runs -> !runs.isEmpty(),
        () -> model.discard(chosen()));
  }

  void setDesk(RunsDesk newDesk) {
    desk = newDesk;
  }

  List<RunAction> all() {
    return all;
  }

  private void add(
      String id,
      String text,
      Ikon icon,
      String explanation,
      KeyCombination keys,
      Predicate<List<ListedRun>> fits,
      Runnable run) {
    Action action = new Action(text, event -> run.run());
    action
        .disabledProperty()
        .bind(Bindings.createBooleanBinding(() -> !fits.test(chosen()), table.chosen()));
    all.add(new RunAction(id, action, icon, explanation, keys));
  }

  private static boolean oneThatIsWhole(List<ListedRun> runs) {
    return runs.size() == 1 && runs.get(0).figures() != null;
  }

  private List<ListedRun> chosen() {
    return table.chosen().get();
  }

  private ListedRun first() {
    return chosen().get(0);
  }

  private void compare() {
    model.compare(chosen());
  }

  private void copyPath() {
    ClipboardContent content = new ClipboardContent();
    content.putString(
        String.join(
            "\n", chosen().stream().map(run -> run.folder().toAbsolutePath().toString()).toList()));
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** Does what a key asks for, unless a name is being typed. */
  void press(KeyEvent key) {
    if (table.view().getEditingCell() != null) {
      return;
    }
    for (RunAction one : all) {
      if (one.keys() != null && one.keys().match(key) && !one.action().isDisabled()) {
        key.consume();
        one.action().handle(new ActionEvent());
        return;
      }
    }
  }

  /** Opens the run that is selected. */
  void open() {
    Action open = all.get(0).action();
    if (!open.isDisabled()) {
      open.handle(new ActionEvent());
    }
  }
}
