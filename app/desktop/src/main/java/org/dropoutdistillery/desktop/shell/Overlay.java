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
    return "yes".equals(ask(title, text, new Answer("no", no), new Answer("yes", yes)));
  }

  /**
   * Asks a question and waits for the answer, while the window goes on.
   *
   * @param answers the last is that of the Enter key
   * @return the id of the answer; null where the card was closed
   */
  String ask(String title, String text, Answer... answers) {
    Object question = new Object();
    String[] given = new String[1];
    HBox buttons = new HBox();
    buttons.getStyleClass().add("card-buttons");
    for (Answer answer : answers) {
      Button button = new Button(answer.text());
      button.setId(answer.id());
      button.setOnAction(
          pressed -> {
            given[0] = answer.id();
            close();
          });
      buttons.getChildren().add(button);
    }
    Button usual = (Button) buttons.getChildren().get(answers.length - 1);
    usual.setDefaultButton(true);
    VBox card = new VBox(heading(title), wrapped(text), buttons);
    show(card, Pos.CENTER, () -> Platform.exitNestedEventLoop(question, null));
    usual.requestFocus();
    Platform.enterNestedEventLoop(question);
    return given[0];
  }

  /** What may be answered: a button. */
  record Answer(String id, String text) {}

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
