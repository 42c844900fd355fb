package org.dropoutdistillery.desktop.panel;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;

/** All values of the recipe on the table, at the left of the window. */
public final class RecipePanel {
  private final RecipeEditor editor;
  private final DatasetCatalog catalog = new DatasetCatalog();
  private final Runnable openData;
  private final VBox content = new VBox();
  private final ScrollPane scroll = new ScrollPane(content);
  private final List<KnobRow> rows = new ArrayList<>();
  private final List<String> unfolded = new ArrayList<>();
  private List<Boolean> dense = List.of();

  /**
   * @param openData opens a file with data
   */
  public RecipePanel(Workbench workbench, RecipeEditor editor, Runnable openData) {
    this.editor = editor;
    this.openData = openData;
    content.getStyleClass().add("recipe-panel");
    scroll.getStyleClass().addAll("recipe-scroll", "edge-to-edge");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    workbench.recipe().addListener((property, before, recipe) -> show(recipe));
    show(workbench.recipe().get());
  }

  public Parent root() {
    return scroll;
  }

  private void show(Recipe recipe) {
    List<Boolean> now =
        recipe.teacher().layers().stream().map(Recipe.Dense.class::isInstance).toList();
    if (!now.equals(dense)) {
      dense = now;
      build(recipe);
    }
    rows.forEach(KnobRow::show);
  }

  private void build(Recipe recipe) {
    rows.clear();
    content.getChildren().clear();
    Knobs.of(recipe).forEach(group -> content.getChildren().add(groupNode(group)));
  }

  private Node groupNode(Group group) {
    Label title = new Label(group.title());
    title.getStyleClass().add("group-title");
    VBox box = new VBox(title);
    box.getStyleClass().add("group");
    VBox folded = new VBox();
    folded.getStyleClass().add("group");
    if (group.title().equals("DATA")) {
      add(box, new DatasetRow(editor, catalog, openData));
    }
    for (Knob knob : group.knobs()) {
      add(knob.advanced() ? folded : box, row(knob));
    }
    if (!folded.getChildren().isEmpty()) {
      box.getChildren().addAll(foldSwitch(group, folded), folded);
    }
    return box;
  }

  private void add(VBox box, KnobRow row) {
    rows.add(row);
    box.getChildren().add(row);
  }

  private KnobRow row(Knob knob) {
    // Of a convolutional layer only the drop rate is shown.
    if (knob.key().startsWith("teacher.layers[") && dense.get(layerOf(knob))) {
      return new LayerRow(layerOf(knob), knob, editor);
    }
    Knob.Kind kind = knob.kind();
    if (kind instanceof Knob.Kind.Slide) {
      return new SlideRow(knob, editor);
    }
    if (kind instanceof Knob.Kind.Choice choice) {
      return ChipRow.suits(choice) ? new ChipRow(knob, editor) : new ChoiceRow(knob, editor);
    }
    if (kind instanceof Knob.Kind.Several) {
      return new SeveralRow(knob, editor);
    }
    return kind instanceof Knob.Kind.Flag ? new FlagRow(knob, editor) : new EntryRow(knob, editor);
  }

  private static int layerOf(Knob knob) {
    String key = knob.key();
    return Integer.parseInt(key.substring(key.indexOf('[') + 1, key.indexOf(']')));
  }

  private Node foldSwitch(Group group, VBox folded) {
    ToggleButton fold = new ToggleButton();
    fold.getStyleClass().add("fold");
    fold.setId("more:" + group.title().toLowerCase(java.util.Locale.ROOT));
    fold.setSelected(unfolded.contains(group.title()));
    folded.visibleProperty().bind(fold.selectedProperty());
    folded.managedProperty().bind(fold.selectedProperty());
    fold.textProperty()
        .bind(
            javafx.beans.binding.Bindings.when(fold.selectedProperty())
                .then("▾ Less")
                .otherwise("▸ More"));
    fold.setOnAction(
        pressed -> {
          unfolded.remove(group.title());
          if (fold.isSelected()) {
            unfolded.add(group.title());
          }
        });
    return fold;
  }
}
