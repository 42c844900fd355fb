package org.dropoutdistillery.desktop.panel;

import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.HBox;

/** Yes or no. */
final class FlagRow extends KnobRow {
  private final CheckBox box = new CheckBox();

  FlagRow(Knob knob, RecipeEditor editor) {
    super(knob, editor);
    box.setId("key:" + knob.key());
    box.setOnAction(pressed -> commit(box, Boolean.toString(box.isSelected()), false));
    explained(box, knob.tooltip());
    HBox left = new HBox(box);
    left.setAlignment(Pos.CENTER_LEFT);
    assemble(name(), left);
  }

  @Override
  void showValue() {
    clearProblem();
    box.setSelected(editor.value(knob.key()).booleanValue());
  }
}
