package org.dropoutdistillery.desktop.panel;

import javafx.scene.Node;
import javafx.scene.control.Control;
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
  private final ValueField units;
  private final MenuButton menu = new MenuButton();
  private final SlideRow dropRate;

  LayerRow(int layer, Knob dropRateKnob, RecipeEditor editor) {
    super(Knobs.units(layer), editor);
    this.layer = layer;
    activation = Knobs.activation(layer);
    units = new ValueField(text -> commit(units(), text, false), this::revert);
    units.setId("key:" + knob.key());
    explained(units, knob.tooltip());
    menu.setId("key:" + activation.key());
    menu.getStyleClass().addAll("flat", "layer-menu");
    explained(menu, "Activation of layer " + (layer + 1) + "; add or remove layers here");
    fillMenu();
    HBox before = new HBox(units, menu);
    before.getStyleClass().add("layer-size");
    dropRate = new SlideRow(dropRateKnob, editor, before);
    line.getChildren().add(dropRate);
    HBox.setHgrow(dropRate, Priority.ALWAYS);
  }

  private Control units() {
    return units;
  }

  private void fillMenu() {
    for (Option option : ((Knob.Kind.Choice) activation.kind()).options()) {
      RadioMenuItem item = new RadioMenuItem(option.label() + ": " + option.tip());
      item.setUserData(option);
      item.setOnAction(chosen -> tell(editor.set(activation.key(), option.json(), false)));
      menu.getItems().add(item);
    }
    MenuItem add = new MenuItem("Add a layer after this one");
    add.setOnAction(chosen -> tell(editor.addLayer(layer)));
    MenuItem remove = new MenuItem("Remove this layer");
    remove.setOnAction(chosen -> tell(editor.removeLayer(layer)));
    menu.getItems().addAll(new SeparatorMenuItem(), add, remove);
  }

  private void tell(String refusal) {
    clearProblem();
    if (refusal != null) {
      refuse(menu, refusal);
    }
    show();
  }

  private void revert() {
    clearProblem();
    show();
  }

  @Override
  void showValue() {
    if (layer >= editor.recipe().teacher().layers().size()) {
      return; // the panel makes its rows anew
    }
    units.show(KnobText.shown(editor.value(knob.key()), null));
    String json = editor.value(activation.key()).toString();
    for (MenuItem item : menu.getItems()) {
      if (item.getUserData() instanceof Option option) {
        boolean chosen = option.json().equals(json);
        ((RadioMenuItem) item).setSelected(chosen);
        if (chosen) {
          menu.setText(option.label());
        }
      }
    }
    dropRate.show();
  }

  /** Returns what shows the drop rate. */
  Node dropRate() {
    return dropRate;
  }
}
