package org.dropoutdistillery.desktop.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.TransferMode;

/** Takes files that are dropped anywhere on the window. */
final class DropZone {
  private DropZone() {}

  static void on(Node node, Consumer<Path> open) {
    node.setOnDragOver(
        drag -> {
          if (drag.getDragboard().hasFiles()) {
            drag.acceptTransferModes(TransferMode.COPY);
            drag.consume();
          }
        });
    node.setOnDragDropped(
        drop -> {
          boolean files = drop.getDragboard().hasFiles();
          if (files) {
            open.accept(drop.getDragboard().getFiles().get(0).toPath());
          }
          drop.setDropCompleted(files);
          drop.consume();
        });
  }
}
