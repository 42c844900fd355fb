package org.dropoutdistillery.desktop.shell;

import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.Toolkit;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import org.testfx.api.FxRobot;

/** Drops files from elsewhere, which no robot can: the event that the toolkit would send. */
final class FileDrop {
  private FileDrop() {}

  static void onto(FxRobot robot, Node node, Path file) {
    robot.interact(
        () -> {
          Dragboard board =
              DragboardHelper.createDragboard(Toolkit.getToolkit().createLocalClipboard());
          ClipboardContent content = new ClipboardContent();
          content.putFiles(List.of(file.toFile()));
          board.setContent(content);
          node.fireEvent(
              new DragEvent(
                  DragEvent.DRAG_DROPPED, board, 9, 9, 9, 9, TransferMode.COPY, null, node, null));
        });
  }
}
