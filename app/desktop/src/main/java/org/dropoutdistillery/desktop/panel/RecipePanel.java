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
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeLayer;

/** All values of the recipe on the table, at the left of the window. */
public final class RecipePanel {
  private final RecipeEditor editor;
  private final DatasetCatalog catalog = new DatasetCatalog();
  private final Runnable openData;
  private final VBox content = new VBox();
  private final ScrollPane scroll = new ScrollPane(content);
  private final List<KnobRow> rows = new ArrayList<>();
  private final List<String> unfolded = new ArrayList<>();
  private final List<Runnable> notes = new ArrayList<>();
  private List<Group> groups = List.of();

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
    workbench.data().addListener((property, before, data) -> notes.forEach(Runnable::run));
    show(workbench.recipe().get());
  }

  public Parent root() {
    return scroll;
  }

  private void show(Recipe recipe) {
    List<Group> now = Knobs.of(recipe);
    if (!now.equals(groups)) {
      groups = now;
      build();
    }
    rows.forEach(KnobRow::show);
    notes.forEach(Runnable::run);
  }

  private void build() {
    rows.clear();
    notes.clear();
    content.getChildren().clear();
    groups.forEach(group -> content.getChildren().add(groupNode(group)));
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
      int layer = LayerKnobs.layerOf(knob.key());
      if (layer < 0) {
        add(knob.advanced() ? folded : box, row(knob));
      } else if (knob.key().endsWith("dropRate")) {
        addLayer(box, layer, group.knobs());
      }
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

  private void addLayer(VBox box, int layer, List<Knob> all) {
    List<Knob> knobs =
        all.stream().filter(knob -> LayerKnobs.layerOf(knob.key()) == layer).toList();
    add(box, new LayerRow(layer, knobs, editor));
    if (editor.recipe().teacher().layers().get(layer) instanceof RecipeLayer.Conv) {
      String name = "layer " + layer;
      ConvNote note =
          new ConvNote(
              layer, knobs, editor, unfolded.contains(name), shown -> setUnfolded(name, shown));
      notes.add(note::show);
      box.getChildren().add(note);
    }
  }

  private KnobRow row(Knob knob) {
    if (knob.key().equals("student.layers")) {
      return new WidthRow(knob, editor);
    }
    if (knob.key().equals("teacher.inputDropRate")) {
      return inputRow(knob);
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

  /** The input's name says how large it is. */
  private KnobRow inputRow(Knob knob) {
    Label name = new Label();
    name.getStyleClass().add("knob-name");
    name.setId("shape:input");
    notes.add(
        () -> {
          Architecture net = editor.architecture();
          name.setText(knob.label() + (net == null ? "" : " " + text(net.input())));
        });
    return new SlideRow(knob, editor, KnobRow.explained(name, knob.tooltip()));
  }

  private static String text(Shape input) {
    return input.isFlat() ? input.toString() : input.height() + "×" + input.width();
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
    fold.setOnAction(pressed -> setUnfolded(group.title(), fold.isSelected()));
    return fold;
  }

  private void setUnfolded(String part, boolean shown) {
    unfolded.remove(part);
    if (shown) {
      unfolded.add(part);
    }
  }
}
