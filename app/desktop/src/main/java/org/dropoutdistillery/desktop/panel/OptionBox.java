package org.dropoutdistillery.desktop.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.dropoutdistillery.desktop.panel.Knob.Option;

/** A list that drops down, with the options of a knob. */
final class OptionBox extends ComboBox<Option> {
  private final Knob knob;
  private final List<Option> options;
  private boolean showing;

  /**
   * @param chosen takes what a person chose, as JSON
   */
  OptionBox(Knob knob, Consumer<String> chosen) {
    this.knob = knob;
    options = ((Knob.Kind.Choice) knob.kind()).options();
    setId("key:" + knob.key());
    setMaxWidth(Double.MAX_VALUE);
    setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Option option) {
            return option == null ? "" : option.label();
          }

          @Override
          public Option fromString(String text) {
            return getValue();
          }
        });
    valueProperty()
        .addListener(
            (property, before, option) -> {
              if (!showing && option != null) {
                chosen.accept(option.json());
              }
            });
    KnobRow.explained(this, knob.tooltip());
  }

  /**
   * Shows a value.
   *
   * @param other what to call a value that is none of the options
   */
  void show(String json, String other) {
    List<Option> offered = new ArrayList<>(options);
    if (offered.stream().noneMatch(option -> option.json().equals(json))) {
      offered.add(new Option(json, other, ""));
    }
    showing = true;
    if (!getItems().equals(offered)) {
      getItems().setAll(offered);
    }
    setValue(
        offered.stream().filter(option -> option.json().equals(json)).findFirst().orElseThrow());
    showing = false;
    getTooltip().setText(getValue().tip() + "\n" + knob.tooltip());
  }
}
