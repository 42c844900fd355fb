package org.dropoutdistillery.desktop.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.shell.Commands.Command;
import org.kordamp.ikonli.javafx.FontIcon;

/** Finds a command by what its name holds, and has it done. */
final class CommandSearch {
  private final Commands commands;
  private final Overlay overlay;
  private final TextField field = new TextField();
  private final ListView<Command> list = new ListView<>();
  private final VBox card = new VBox(field, list);

  CommandSearch(Commands commands, Overlay overlay) {
    this.commands = commands;
    this.overlay = overlay;
    card.getStyleClass().add("command-search");
    field.setId("search-field");
    field.setPromptText("Type what you want to do");
    list.setId("search-list");
    list.setCellFactory(view -> new CommandCell());
    field.textProperty().addListener((property, before, text) -> fill());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::typed);
    list.setOnMouseClicked(click -> runSelected());
  }

  void show() {
    field.clear();
    fill();
    overlay.show(card, Pos.TOP_CENTER, null);
    field.requestFocus();
  }

  private void fill() {
    list.getItems().setAll(commands.search(field.getText()));
    list.getSelectionModel().selectFirst();
    list.scrollTo(0);
  }

  private void typed(KeyEvent key) {
    switch (key.getCode()) {
      case DOWN -> move(1, key);
      case UP -> move(-1, key);
      case ENTER -> {
        key.consume();
        runSelected();
      }
      default -> {}
    }
  }

  private void move(int by, KeyEvent key) {
    key.consume();
    int last = list.getItems().size() - 1;
    int next = Math.max(0, Math.min(last, list.getSelectionModel().getSelectedIndex() + by));
    list.getSelectionModel().select(next);
    list.scrollTo(Math.max(0, next - 4));
  }

  private void runSelected() {
    Command chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null && !chosen.action().isDisabled()) {
      overlay.close();
      Commands.run(chosen.action());
    }
  }

  private static final class CommandCell extends ListCell<Command> {
    @Override
    protected void updateItem(Command command, boolean empty) {
      super.updateItem(command, empty);
      setText(null);
      setGraphic(empty || command == null ? null : line(command));
      setDisable(!empty && command != null && command.action().isDisabled());
    }

    private static Region line(Command command) {
      Label text = new Label(command.action().getText());
      if (command.icon() != null) {
        text.setGraphic(new FontIcon(command.icon()));
      }
      text.setMinWidth(0);
      HBox.setHgrow(text, Priority.ALWAYS);
      text.setMaxWidth(Double.MAX_VALUE);
      Label keys = new Label(command.shortcut());
      keys.getStyleClass().add("muted");
      keys.setMinWidth(Region.USE_PREF_SIZE);
      HBox line = new HBox(text, keys);
      line.setPrefWidth(0);
      line.setAlignment(Pos.CENTER_LEFT);
      return line;
    }
  }
}
