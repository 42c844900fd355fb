package org.dropoutdistillery.desktop.shell;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.event.ActionEvent;
import javafx.scene.input.KeyCombination;
import org.controlsfx.control.action.Action;
import org.kordamp.ikonli.Ikon;

/**
 * All that a person can have done, by name: menus, buttons, shortcuts and the search show these.
 */
public final class Commands {
  /**
   * @param id short and unique, such as {@code run}
   * @param group menu that it stands in; empty for those that only the search shows
   * @param icon null for none
   */
  public record Command(String id, String group, Action action, Ikon icon) {
    /** Returns its shortcut in words; empty for none. */
    public String shortcut() {
      KeyCombination keys = action.getAccelerator();
      return keys == null ? "" : keys.getDisplayText();
    }
  }

  private final Map<String, Command> all = new LinkedHashMap<>();

  /**
   * Adds one.
   *
   * @param shortcut such as {@code Shortcut+K}; null for none
   */
  public Command add(
      String id, String group, String text, Ikon icon, String shortcut, Runnable run) {
    Action action = new Action(text, event -> run.run());
    if (shortcut != null) {
      action.setAccelerator(KeyCombination.valueOf(shortcut));
    }
    Command command = new Command(id, group, action, icon);
    if (all.put(id, command) != null) {
      throw new IllegalArgumentException("two commands called " + id);
    }
    return command;
  }

  /** Takes away those whose id begins so. */
  void removeAll(String prefix) {
    all.keySet().removeIf(id -> id.startsWith(prefix));
  }

  /** Returns all in the order in which they were added. */
  public Collection<Command> all() {
    return List.copyOf(all.values());
  }

  /**
   * @throws IllegalArgumentException if there is none of this id
   */
  public Action action(String id) {
    Command command = all.get(id);
    if (command == null) {
      throw new IllegalArgumentException(id + ": no such command, expected one of " + all.keySet());
    }
    return command.action();
  }

  /** Has one done, unless it is disabled now. */
  public void run(String id) {
    run(action(id));
  }

  static void run(Action action) {
    if (!action.isDisabled()) {
      action.handle(new ActionEvent());
    }
  }

  /** Returns those in whose text every word of the query occurs; those that begin so come first. */
  List<Command> search(String query) {
    String wanted = query.strip().toLowerCase(java.util.Locale.ROOT);
    String[] words = wanted.split("\\s+");
    return all.values().stream()
        .filter(command -> matches(command, words))
        .sorted(java.util.Comparator.comparing(command -> !text(command).startsWith(wanted)))
        .toList();
  }

  private static boolean matches(Command command, String... words) {
    String text = (command.group() + " " + text(command)).toLowerCase(java.util.Locale.ROOT);
    return java.util.Arrays.stream(words).allMatch(text::contains);
  }

  private static String text(Command command) {
    return command.action().getText().toLowerCase(java.util.Locale.ROOT);
  }
}
