package org.dropoutdistillery.desktop.panel;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.dropoutdistillery.desktop.panel.Knob.Option;

/** The size and kind of a hidden layer, in front of its drop rate. */
final class LayerRow extends KnobRow {
  private final Knob activation;
  private final int layer;
  private final boolean convolutional;
  private final ValueField units;
  private final MenuButton menu = new MenuButton();
  private final SlideRow dropRate;

  /**
   * @param knobs of the layer: drop rate, size, activation, and more where it is convolutional
   */
  LayerRow(int layer, List<Knob> knobs, RecipeEditor editor) {
    super(knobs.get(1), editor);
    this.layer = layer;
    activation = knobs.get(2);
    convolutional = knob.key().endsWith("channels");
    units = new ValueField(text -> commit(units(), text, false), this::revert);
    units.setId("key:" + knob.key());
    explained(units, knob.tooltip());
    menu.setId("key:" + activation.key());
    menu.getStyleClass().addAll("flat", "layer-menu");
    explained(menu, "Activation of layer " + (layer + 1) + "; add or remove layers here");
    fillMenu();
    HBox before = new HBox(units, menu);
    before.getStyleClass().add("layer-size");
    dropRate = new SlideRow(knobs.get(0), editor, before);
    line.getChildren().add(dropRate);
    HBox.setHgrow(dropRate, Priority.ALWAYS);
  }

  private ValueField units() {
    return units;
  }

  private void fillMenu() {
    for (Option option : ((Knob.Kind.Choice) activation.kind()).options()) {
      RadioMenuItem item = new RadioMenuItem(option.label() + ": " + option.tip());
      item.setUserData(option);
      item.setOnAction(chosen -> tell(menu, editor.set(activation.key(), option.json(), false)));
      menu.getItems().add(item);
    }
    menu.getItems().add(new SeparatorMenuItem());
    addItem("Add a layer after this one", () -> editor.addLayer(layer));
    if (convolutional) {
      addItem(
          "Add a dense layer after this one", () -> editor.addLayer(layer + 1, LayerEdits.dense()));
    } else {
      addItem(
          "Add a convolutional layer before this one",
          () -> editor.addLayer(layer, LayerEdits.convolution()));
    }
    addItem("Remove this layer", () -> editor.removeLayer(layer));
  }

  private void addItem(String text, Supplier<String> edit) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(chosen -> tell(menu, edit.get()));
    menu.getItems().add(item);
  }

  @Override
  void showValue() {
    clearProblem();
    units.show(KnobText.shown(editor.value(knob.key()), null));
    String json = editor.value(activation.key()).toString();
    for (MenuItem item : menu.getItems()) {
      if (item.getUserData() instanceof Option option) {
        boolean chosen = option.json().equals(json);
        ((RadioMenuItem) item).setSelected(chosen);
        if (chosen) {
          menu.setText(convolutional ? "conv" : option.label());
        }
      }
    }
    dropRate.show();
  }
}
