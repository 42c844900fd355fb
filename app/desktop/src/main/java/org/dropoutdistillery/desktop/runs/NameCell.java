package org.dropoutdistillery.desktop.runs;

import java.util.function.Predicate;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.TextFieldTableCell;
import javafx.util.converter.DefaultStringConverter;
import org.dropoutdistillery.store.ListedRun;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** The name of a run, which can be typed anew; an icon where it is damaged or compared. */
final class NameCell extends TextFieldTableCell<ListedRun, String> {
  private final Predicate<ListedRun> compared;

  NameCell(Predicate<ListedRun> compared) {
    super(new DefaultStringConverter());
    this.compared = compared;
    getStyleClass().add("runs-name");
  }

  @Override
  public void cancelEdit() {
    super.cancelEdit();
    dress();
  }

  @Override
  public void updateItem(String name, boolean empty) {
    super.updateItem(name, empty);
    if (!isEditing()) {
      dress();
    }
  }

  private void dress() {
    ListedRun run = isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
    boolean damaged = run != null && !run.problem().isEmpty();
    getStyleClass().removeAll("runs-damaged", "runs-compared");
    setTooltip(null);
    setGraphic(null);
    if (damaged) {
      icon(Material2AL.ERROR_OUTLINE, "runs-damaged");
      setText(run.name() + "  " + shortened(run.problem()));
      setTooltip(new Tooltip(run.problem()));
    } else if (run != null && compared.test(run)) {
      icon(Material2MZ.SHOW_CHART, "runs-compared");
      setTooltip(new Tooltip("Drawn on page Gap"));
    }
  }

  /** Leaves out the folders on the way to a file. */
  private static String shortened(String problem) {
    int colon = problem.indexOf(": ");
    int cut = problem.lastIndexOf(java.io.File.separatorChar, Math.max(0, colon));
    return problem.substring(cut + 1);
  }

  private void icon(Ikon icon, String style) {
    setGraphic(new FontIcon(icon));
    getStyleClass().add(style);
  }
}
