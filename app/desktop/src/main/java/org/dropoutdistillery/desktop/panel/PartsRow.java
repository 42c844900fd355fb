package org.dropoutdistillery.desktop.panel;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Control;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Values that belong together, in one line: numbers, and one of several. What is null hides. */
final class PartsRow extends KnobRow {
  private final List<Knob> knobs;
  private final List<Control> parts = new ArrayList<>();

  /**
   * @param knobs at least one
   */
  PartsRow(String name, List<Knob> knobs, RecipeEditor editor) {
    super(knobs.get(0), editor);
    this.knobs = knobs;
    knobs.forEach(each -> parts.add(part(each)));
    HBox box = new HBox();
    box.getStyleClass().add("parts");
    box.getChildren().addAll(parts);
    assemble(name(name), box);
  }

  private Control part(Knob part) {
    if (part.kind() instanceof Knob.Kind.Choice) {
      OptionBox[] box = new OptionBox[1];
      box[0] = new OptionBox(part, json -> commit(box[0], part.key(), json, false));
      HBox.setHgrow(box[0], Priority.ALWAYS);
      return box[0];
    }
    ValueField[] field = new ValueField[1];
    field[0] = new ValueField(text -> commit(field[0], part.key(), text, false), this::revert);
    field[0].setId("key:" + part.key());
    field[0].getStyleClass().add("part");
    return explained(field[0], part.tooltip());
  }

  @Override
  void showValue() {
    clearProblem();
    for (int i = 0; i < parts.size(); i++) {
      var value = editor.value(knobs.get(i).key());
      Control part = parts.get(i);
      if (part instanceof OptionBox box) {
        box.show(value.toString(), value.asText());
      } else {
        ((ValueField) part).show(value.asText());
        part.setVisible(!value.isNull());
        part.setManaged(!value.isNull());
      }
    }
  }
}
