package org.dropoutdistillery.desktop.shell;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Messages.Message;

/** All messages in a table, the selected one in full under it. */
final class MessageLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Overlay overlay;
  private final Messages messages;
  private final TableView<Message> table;
  private final TextArea details = new TextArea();
  private final VBox card;

  MessageLog(Messages messages, Overlay overlay) {
    this.messages = messages;
    this.overlay = overlay;
    table = new TableView<>(messages.list());
    table.setId("message-table");
    table.setPlaceholder(new Label("Nothing was told yet."));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
    table.getColumns().add(column("Time", 80, m -> TIME.format(m.time())));
    table.getColumns().add(column("Level", 80, m -> m.level().name().toLowerCase(Locale.ROOT)));
    table.getColumns().add(column("Message", 500, Message::text));
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((property, before, message) -> details.setText(whole(message)));
    details.setEditable(false);
    details.setWrapText(true);
    details.setPrefRowCount(7);
    Button copy = new Button("Copy");
    copy.setOnAction(pressed -> copy());
    Button close = new Button("Close");
    close.setOnAction(pressed -> overlay.close());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(gap, copy, close);
    buttons.getStyleClass().add("card-buttons");
    card = new VBox(Overlay.heading("Messages"), table, details, buttons);
    card.getStyleClass().add("message-log");
  }

  private static TableColumn<Message, String> column(
      String title, double width, Function<Message, String> text) {
    TableColumn<Message, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setSortable(false);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
    return column;
  }

  private static String whole(Message message) {
    return message == null
        ? ""
        : message.details().isEmpty()
            ? message.text()
            : message.text() + "\n\n" + message.details();
  }

  private void copy() {
    StringBuilder all = new StringBuilder();
    for (Message message : messages.list()) {
      all.append(message.time()).append(' ').append(message.level()).append(' ');
      all.append(whole(message)).append('\n');
    }
    ClipboardContent content = new ClipboardContent();
    String chosen = details.getSelectedText();
    content.putString(chosen.isEmpty() ? all.toString() : chosen);
    Clipboard.getSystemClipboard().setContent(content);
  }

  void show() {
    overlay.show(card, Pos.BOTTOM_RIGHT, null);
    table.getSelectionModel().selectLast();
    table.scrollTo(Math.max(0, messages.list().size() - 1));
  }
}
