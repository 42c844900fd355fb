package org.dropoutdistillery.desktop.panel;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.DatasetDescription;

/** Chooses a built-in data set, or opens a file. */
final class DatasetRow extends KnobRow {
  static final String KEY = "data.dataset";
  private static final String OPEN = "Open data…";

  private final DatasetCatalog catalog;
  private final ComboBox<String> box = new ComboBox<>();

  DatasetRow(RecipeEditor editor, DatasetCatalog catalog, Runnable open) {
    super(knob(), editor);
    this.catalog = catalog;
    box.setId("key:" + KEY);
    box.setMaxWidth(Double.MAX_VALUE);
    box.setVisibleRowCount(14);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(String name) {
            return name == null ? "" : title(name);
          }

          @Override
          public String fromString(String text) {
            return box.getValue();
          }
        });
    box.valueProperty()
        .addListener(
            (property, before, name) -> {
              if (!showing && name != null) {
                chosen(name, open);
              }
            });
    explained(box, knob.tooltip());
    assemble(box, new javafx.scene.layout.Region());
    line.getChildren().remove(1);
    javafx.scene.layout.HBox.setHgrow(box, javafx.scene.layout.Priority.ALWAYS);
  }

  private static Knob knob() {
    return Knob.choice(KEY, "Data set", "What the networks learn from.");
  }

  private String title(String name) {
    return catalog.names().contains(name)
        ? catalog.describe(name).title()
        : name.equals(OPEN)
            ? OPEN
            : Optional.ofNullable(Path.of(name).getFileName()).map(Path::toString).orElse(name);
  }

  private void chosen(String name, Runnable open) {
    String refusal = null;
    if (name.equals(OPEN)) {
      open.run();
    } else if (catalog.names().contains(name)) {
      DatasetDescription description = catalog.describe(name);
      refusal = editor.setDataset(description);
    }
    clearProblem();
    if (refusal != null) {
      refuse(box, refusal);
    }
    // Not within the box's own change of value.
    javafx.application.Platform.runLater(this::show);
  }

  @Override
  void showValue() {
    String name = editor.recipe().data().dataset();
    box.getItems()
        .setAll(
            Stream.of(
                    Stream.of(name).filter(n -> !catalog.names().contains(n)),
                    catalog.names().stream(),
                    Stream.of(OPEN))
                .flatMap(names -> names)
                .toList());
    box.setValue(name);
    String text = catalog.names().contains(name) ? catalog.describe(name).description() : name;
    box.getTooltip().setText(text + "\n" + knob.tooltip());
  }
}
