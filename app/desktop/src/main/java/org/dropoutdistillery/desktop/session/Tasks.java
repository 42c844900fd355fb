package org.dropoutdistillery.desktop.session;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What goes on in the background: the run, files being read. Belongs to the thread of the window.
 */
public final class Tasks {
  /** Progress of a task that does not know how far it is. */
  public static final double UNKNOWN = -1;

  private final ObservableList<Task> list = FXCollections.observableArrayList();
  private final ObservableList<Task> view = FXCollections.unmodifiableObservableList(list);

  /** Returns the tasks that go on, the newest last. */
  public ObservableList<Task> list() {
    return view;
  }

  /**
   * Shows a task in the list, until {@link Task#done}.
   *
   * @param name what is being done, such as "Reading rows.csv"
   * @param cancel asks it to end; null where it cannot be cancelled
   */
  public Task add(String name, Runnable cancel) {
    Task task = new Task(name, cancel);
    list.add(task);
    return task;
  }

  /** Something that goes on in the background. */
  public final class Task {
    private final String name;
    private final Runnable cancel;
    private final DoubleProperty progress = new SimpleDoubleProperty(UNKNOWN);

    private Task(String name, Runnable cancel) {
      this.name = name;
      this.cancel = cancel;
    }

    /** Returns what is being done. */
    public String name() {
      return name;
    }

    /** Returns how far it is, in [0, 1], or {@link #UNKNOWN}. */
    public DoubleProperty progress() {
      return progress;
    }

    /** Returns whether it can be cancelled. */
    public boolean canCancel() {
      return cancel != null;
    }

    /** Asks it to end. It leaves the list when it has. */
    public void cancel() {
      if (cancel != null) {
        cancel.run();
      }
    }

    /** Takes it off the list. */
    public void done() {
      list.remove(this);
    }
  }
}
