package org.dropoutdistillery.desktop.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Takes files, or a recipe as text, that are dropped anywhere on the window. */
final class DropZone {
  private DropZone() {}

  static void on(Node node, Consumer<Path> open, Consumer<String> openText) {
    node.setOnDragOver(
        drag -> {
          if (drag.getDragboard().hasFiles() || drag.getDragboard().hasString()) {
            drag.acceptTransferModes(TransferMode.COPY);
            drag.consume();
          }
        });
    node.setOnDragDropped(
        drop -> {
          Dragboard dropped = drop.getDragboard();
          if (dropped.hasFiles()) {
            open.accept(dropped.getFiles().get(0).toPath());
          } else if (dropped.hasString()) {
            openText.accept(dropped.getString());
          }
          drop.setDropCompleted(dropped.hasFiles() || dropped.hasString());
          drop.consume();
        });
  }
}
