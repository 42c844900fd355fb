package org.dropoutdistillery.desktop.panel;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.dropoutdistillery.desktop.panel.Knob.Option;

/** One of several, in a list that drops down. */
final class ChoiceRow extends KnobRow {
  private final List<Option> options;
  private final ComboBox<Option> box = new ComboBox<>();

  ChoiceRow(Knob knob, RecipeEditor editor) {
    super(knob, editor);
    options = ((Knob.Kind.Choice) knob.kind()).options();
    box.setId("key:" + knob.key());
    box.setMaxWidth(Double.MAX_VALUE);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Option option) {
            return option == null ? "" : option.label();
          }

          @Override
          public Option fromString(String text) {
            return box.getValue();
          }
        });
    box.valueProperty()
        .addListener(
            (property, before, option) -> {
              if (!showing && option != null) {
                commit(box, option.json(), false);
              }
            });
    explained(box, knob.tooltip());
    assemble(name(), box);
  }

  @Override
  void showValue() {
    clearProblem();
    String json = editor.value(knob.key()).toString();
    List<Option> offered = new ArrayList<>(options);
    if (offered.stream().noneMatch(option -> option.json().equals(json))) {
      offered.add(new Option(json, "one per " + json + " rows", ""));
    }
    if (!box.getItems().equals(offered)) {
      box.getItems().setAll(offered);
    }
    box.setValue(
        offered.stream().filter(option -> option.json().equals(json)).findFirst().orElseThrow());
    box.getTooltip().setText(box.getValue().tip() + "\n" + knob.tooltip());
  }
}
