package org.dropoutdistillery.desktop.runs;

import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.dropoutdistillery.store.BinnedRun;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/** What lies in the bin, to be brought back or deleted for good. */
final class BinButton extends MenuButton {
  private static final int MOST = 12;

  private final RunsModel model;
  private RunsDesk desk;

  BinButton(RunsModel model) {
    this.model = model;
    setId("runs-bin");
    setGraphic(new FontIcon(Material2AL.DELETE_OUTLINE));
    setMinWidth(USE_PREF_SIZE);
    model.bin().addListener((property, before, now) -> fill(now));
    fill(model.bin().get());
  }

  void setDesk(RunsDesk newDesk) {
    desk = newDesk;
  }

  private void fill(List<BinnedRun> binned) {
    setText(binned.isEmpty() ? "Bin is empty" : "Bin: " + RunsText.count(binned.size()));
    setDisable(binned.isEmpty());
    getItems().clear();
    for (BinnedRun run : binned.stream().limit(MOST).toList()) {
      MenuItem back =
          new MenuItem("Restore " + run.name() + "  (" + RunsText.size(run.bytes()) + ")");
      back.setMnemonicParsing(false);
      back.setOnAction(chosen -> model.restore(List.of(run)));
      getItems().add(back);
    }
    if (binned.size() > 1) {
      MenuItem all = new MenuItem("Restore all");
      all.setOnAction(chosen -> model.restore(binned));
      getItems().add(all);
    }
    MenuItem empty = new MenuItem("Empty bin…");
    empty.setId("runs-empty-bin");
    empty.setOnAction(chosen -> askAndEmpty());
    getItems().addAll(new SeparatorMenuItem(), empty);
  }

  /** Deletes what lies in the bin now for good, if the person agrees. */
  void askAndEmpty() {
    List<BinnedRun> doomed = model.bin().get();
    if (doomed.isEmpty()) {
      return;
    }
    String what =
        "Deletes %s for good and frees %s."
            .formatted(RunsText.count(doomed.size()), RunsText.size(RunsModel.bytes(doomed)));
    if (desk.ask("Empty the bin?", what, "Delete for good", "Keep")) {
      model.delete(doomed);
    }
  }
}
