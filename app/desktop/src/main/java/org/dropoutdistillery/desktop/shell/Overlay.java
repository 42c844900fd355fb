package org.dropoutdistillery.desktop.shell;

import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A card over the window, one at a time; Escape or a click beside it closes it. */
final class Overlay {
  private final StackPane layer = new StackPane();
  private Runnable closed;
  private Node focusBefore;

  Overlay() {
    layer.getStyleClass().add("overlay");
    layer.setVisible(false);
    layer.setOnMousePressed(
        press -> {
          if (press.getTarget() == layer) {
            close();
          }
        });
    layer.addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.ESCAPE) {
            key.consume();
            close();
          }
        });
  }

  Node layer() {
    return layer;
  }

  boolean isShowing() {
    return layer.isVisible();
  }

  /**
   * Shows a card, in place of the one there is.
   *
   * @param whenClosed is told when it is gone, whatever the reason; may be null
   */
  void show(Region card, Pos place, Runnable whenClosed) {
    close();
    card.getStyleClass().add("card-over");
    StackPane.setAlignment(card, place);
    StackPane.setMargin(card, new Insets(50, 16, 44, 16));
    card.setMaxHeight(Region.USE_PREF_SIZE);
    closed = whenClosed;
    focusBefore = layer.getScene() == null ? null : layer.getScene().getFocusOwner();
    layer.getChildren().setAll(card);
    layer.setVisible(true);
  }

  void close() {
    if (!isShowing()) {
      return;
    }
    layer.setVisible(false);
    layer.getChildren().clear();
    Runnable told = closed;
    closed = null;
    if (focusBefore != null) {
      focusBefore.requestFocus();
    }
    if (told != null) {
      told.run();
    }
  }

  /** Asks a question and waits for the answer, while the window goes on. Closing it means no. */
  boolean ask(String title, String text, String yes, String no) {
    Object question = new Object();
    boolean[] answer = new boolean[1];
    Button agree = new Button(yes);
    agree.setId("yes");
    agree.setDefaultButton(true);
    agree.setOnAction(
        pressed -> {
          answer[0] = true;
          close();
        });
    Button refuse = new Button(no);
    refuse.setId("no");
    refuse.setOnAction(pressed -> close());
    HBox buttons = new HBox(refuse, agree);
    buttons.getStyleClass().add("card-buttons");
    VBox card = new VBox(heading(title), wrapped(text), buttons);
    show(card, Pos.CENTER, () -> Platform.exitNestedEventLoop(question, null));
    agree.requestFocus();
    Platform.enterNestedEventLoop(question);
    return answer[0];
  }

  static Label heading(String text) {
    Label heading = new Label(text);
    heading.getStyleClass().add("card-title");
    return heading;
  }

  static Label wrapped(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
