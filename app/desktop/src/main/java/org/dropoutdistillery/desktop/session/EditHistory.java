package org.dropoutdistillery.desktop.session;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** Edits that can be undone and done again. A value that is dragged along is one edit. */
final class EditHistory {
  private final Deque<Edit> done = new ArrayDeque<>();
  private final Deque<Edit> undone = new ArrayDeque<>();
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
  private boolean open;

  /**
   * @param goesOn whether this edit may go on with the one before it
   */
  void add(Edit edit, boolean goesOn) {
    Edit last = done.peek();
    boolean joins = goesOn && open && last != null && last.key().equals(edit.key());
    if (joins) {
      done.pop();
    }
    done.push(joins ? new Edit(edit.key(), last.before(), edit.after()) : edit);
    undone.clear();
    open = goesOn;
    update();
  }

  /** Lets the next edit be one of its own. */
  void close() {
    open = false;
  }

  /** Returns the edit that {@link #undo} would take back, or null. */
  Edit toUndo() {
    return done.peek();
  }

  /** Returns the edit that {@link #redo} would do again, or null. */
  Edit toRedo() {
    return undone.peek();
  }

  /** Returns the edit to take back, or null. */
  Edit undo() {
    return move(done, undone);
  }

  /** Returns the edit to do again, or null. */
  Edit redo() {
    return move(undone, done);
  }

  private Edit move(Deque<Edit> from, Deque<Edit> to) {
    open = false;
    Edit edit = from.poll();
    if (edit != null) {
      to.push(edit);
    }
    update();
    return edit;
  }

  void clear() {
    done.clear();
    undone.clear();
    open = false;
    update();
  }

  private void update() {
    canUndo.set(!done.isEmpty());
    canRedo.set(!undone.isEmpty());
  }

  ReadOnlyBooleanProperty canUndo() {
    return canUndo.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty canRedo() {
    return canRedo.getReadOnlyProperty();
  }
}
