package org.dropoutdistillery.desktop.shell;

import atlantafx.base.theme.Styles;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Messages.Level;
import org.dropoutdistillery.desktop.session.Messages.Message;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/** The latest error above the pages, until the person has it gone. */
final class Banner {
  private final Label text = new Label();
  private final HBox bar = new HBox();

  Banner(Messages messages, Runnable openLog) {
    bar.setId("banner");
    bar.getStyleClass().add("banner");
    text.setId("banner-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    text.setGraphic(new FontIcon(Material2AL.ERROR_OUTLINE));
    HBox.setHgrow(text, Priority.ALWAYS);
    Button details = new Button("Details");
    details.setOnAction(pressed -> openLog.run());
    details.setMinWidth(Region.USE_PREF_SIZE);
    Button close = new Button(null, new FontIcon(Material2AL.CLOSE));
    close.setId("banner-close");
    close.getStyleClass().add(Styles.FLAT);
    close.setOnAction(pressed -> show(null));
    bar.getChildren().addAll(text, details, close);
    messages.list().addListener(this::told);
    messages.list().stream()
        .filter(message -> message.level() == Level.ERROR)
        .reduce((before, last) -> last)
        .ifPresentOrElse(last -> show(last.text()), () -> show(null));
  }

  Node root() {
    return bar;
  }

  private void told(ListChangeListener.Change<? extends Message> change) {
    while (change.next()) {
      change.getAddedSubList().stream()
          .filter(message -> message.level() == Level.ERROR)
          .forEach(message -> show(message.text()));
    }
  }

  private void show(String message) {
    text.setText(message);
    bar.setVisible(message != null);
    bar.setManaged(message != null);
  }
}
