package org.dropoutdistillery.desktop.lesson;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.value.ObservableValue;
import org.dropoutdistillery.desktop.session.Workbench;

/** Where somebody is in a lesson. */
public final class LessonModel {
  private final Lesson lesson;
  private final Workbench workbench;
  private final ObservableValue<String> page;
  private final ReadOnlyIntegerWrapper index = new ReadOnlyIntegerWrapper();
  private final ReadOnlyBooleanWrapper reached = new ReadOnlyBooleanWrapper();

  /**
   * @param page title of the page that shows
   */
  public LessonModel(Lesson lesson, Workbench workbench, ObservableValue<String> page) {
    this.lesson = lesson;
    this.workbench = workbench;
    this.page = page;
    refresh();
  }

  public Lesson lesson() {
    return lesson;
  }

  /** Returns the number of the step, from 0. */
  public ReadOnlyIntegerProperty index() {
    return index.getReadOnlyProperty();
  }

  /** Returns whether what the step waits for has happened. */
  public ReadOnlyBooleanProperty reached() {
    return reached.getReadOnlyProperty();
  }

  public Lesson.Step step() {
    return lesson.steps().get(index.get());
  }

  public boolean isLast() {
    return index.get() == lesson.steps().size() - 1;
  }

  /** Goes on to the next step, if there is one; nobody has to have done what this one asks. */
  public void next() {
    go(index.get() + 1);
  }

  /** Goes back to the step before, if there is one. */
  public void back() {
    go(index.get() - 1);
  }

  private void go(int target) {
    if (target >= 0 && target < lesson.steps().size()) {
      reached.set(false);
      index.set(target);
      refresh();
    }
  }

  /** Looks whether the goal is reached; once it is, it stays so. */
  public void refresh() {
    if (!reached.get()) {
      reached.set(step().goal().isReached(workbench, page.getValue()));
    }
  }
}
