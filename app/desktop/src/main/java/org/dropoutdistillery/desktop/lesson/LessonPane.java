package org.dropoutdistillery.desktop.lesson;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** A lesson at the side of the window. */
public final class LessonPane {
  private final LessonModel model;
  private final Consumer<Lesson.Step> stepShown;
  private final Label place = new Label();
  private final Label title = new Label();
  private final Label text = new Label();
  private final Label done = new Label();
  private final Button back = new Button("Back");
  private final Button next = new Button();
  private final VBox root = new VBox();

  /**
   * @param stepShown told of each step that begins to show, so that its page and control can be
   *     brought to the eye
   * @param close ends the lesson
   */
  public LessonPane(LessonModel model, Consumer<Lesson.Step> stepShown, Runnable close) {
    this.model = model;
    this.stepShown = stepShown;
    root.getStyleClass().add("lesson");
    root.setId("lesson");
    root.getChildren().addAll(header(close), title, body(), done, buttons(close));
    model.index().addListener((property, before, now) -> show());
    model.reached().addListener((property, before, now) -> showGoal());
    show();
  }

  /** Returns what to put beside the pages. */
  public Node root() {
    return root;
  }

  private Node header(Runnable close) {
    Label name = new Label(model.lesson().title());
    name.getStyleClass().add("lesson-name");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button end = new Button(null, new FontIcon(Material2AL.CLOSE));
    end.setId("lesson-close");
    end.getStyleClass().addAll("button-icon", "flat");
    end.setAccessibleText("Close the lesson");
    end.setOnAction(pressed -> close.run());
    place.getStyleClass().add("lesson-place");
    HBox header = new HBox(name, place, gap, end);
    header.getStyleClass().add("lesson-header");
    header.setAlignment(Pos.CENTER_LEFT);
    return header;
  }

  private Node body() {
    title.getStyleClass().add("lesson-title");
    title.setId("lesson-title");
    title.setWrapText(true);
    text.setWrapText(true);
    text.getStyleClass().add("lesson-text");
    ScrollPane scroll = new ScrollPane(text);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("lesson-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    return scroll;
  }

  private Node buttons(Runnable close) {
    done.setId("lesson-done");
    done.getStyleClass().add("lesson-done");
    back.setId("lesson-back");
    back.setOnAction(pressed -> model.back());
    next.setId("lesson-next");
    next.setOnAction(
        pressed -> {
          if (model.isLast()) {
            close.run();
          } else {
            model.next();
          }
        });
    HBox buttons = new HBox(back, next);
    buttons.getStyleClass().add("lesson-buttons");
    return buttons;
  }

  private void show() {
    Lesson.Step step = model.step();
    place.setText("%d of %d".formatted(model.index().get() + 1, model.lesson().steps().size()));
    title.setText(step.title());
    text.setText(step.text());
    back.setDisable(model.index().get() == 0);
    next.setText(model.isLast() ? "Finish" : "Next");
    showGoal();
    stepShown.accept(step);
  }

  private void showGoal() {
    boolean waits = model.step().goal() != Goal.READ;
    boolean reached = model.reached().get();
    done.setVisible(waits);
    done.setGraphic(
        new FontIcon(reached ? Material2AL.CHECK_CIRCLE : Material2MZ.RADIO_BUTTON_UNCHECKED));
    done.setText(reached ? "Done" : "Try it: this ticks itself off");
    done.getStyleClass().remove("reached");
    next.getStyleClass().remove("accent");
    if (reached) {
      done.getStyleClass().add("reached");
      next.getStyleClass().add("accent");
    }
  }
}
