package org.dropoutdistillery.desktop.lesson;

import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import org.dropoutdistillery.desktop.session.Workbench;

/**
 * Leads through a lesson beside the window: shows its pages, and the control each step is about.
 */
public final class Guide {
  private static final String TARGET = "lesson-target";

  private final Workbench workbench;
  private final ObservableValue<String> page;
  private final Consumer<String> selectPage;
  private final Consumer<Node> side;
  private final Consumer<Node> reveal;
  private final Parent window;
  private LessonModel model;
  private Node target;

  /**
   * @param page title of the page on show
   * @param selectPage shows the page with a title
   * @param side takes what stands beside the pages; null for nothing
   * @param reveal brings a control to the eye; null when that is over
   * @param window in which controls are found
   */
  public Guide(
      Workbench workbench,
      ObservableValue<String> page,
      Consumer<String> selectPage,
      Consumer<Node> side,
      Consumer<Node> reveal,
      Parent window) {
    this.workbench = workbench;
    this.page = page;
    this.selectPage = selectPage;
    this.side = side;
    this.reveal = reveal;
    this.window = window;
  }

  /** Begins a lesson. */
  public void begin(Lesson lesson) {
    model = new LessonModel(lesson, workbench, page);
    side.accept(new LessonPane(model, this::show, this::end).root());
  }

  /** Looks whether what the step waits for has happened. Called some ten times a second. */
  public void refresh() {
    if (model != null) {
      model.refresh();
      if (target == null) {
        mark(model.step());
      }
    }
  }

  private void end() {
    unmark();
    model = null;
    side.accept(null);
  }

  private void show(Lesson.Step step) {
    unmark();
    if (step.goal() != Goal.SEE_MASKS) {
      selectPage.accept(step.page());
    }
    mark(step);
  }

  private void mark(Lesson.Step step) {
    target = find(window, step.highlight());
    if (target != null) {
      target.getStyleClass().add(TARGET);
      reveal.accept(target);
    }
  }

  private void unmark() {
    if (target != null) {
      target.getStyleClass().remove(TARGET);
      target = null;
      reveal.accept(null);
    }
  }

  /** Ids are paths of the recipe, too, which selectors of style sheets cannot say. */
  private static Node find(Node node, String id) {
    if (id.equals(node.getId())) {
      return node;
    }
    if (node instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        Node found = find(child, id);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
