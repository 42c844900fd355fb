package org.dropoutdistillery.desktop.panel;

import java.util.List;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import org.dropoutdistillery.desktop.panel.Knob.Option;

/** One of a few short names, all in sight. */
final class ChipRow extends KnobRow {
  private static final int MOST_LETTERS = 17;
  private final List<Option> options;
  private final FlowPane chips = new FlowPane();

  ChipRow(Knob knob, RecipeEditor editor) {
    super(knob, editor);
    options = ((Knob.Kind.Choice) knob.kind()).options();
    chips.getStyleClass().add("chips");
    chips.setId("key:" + knob.key());
    options.forEach(option -> chips.getChildren().add(chip(option)));
    assemble(name(), chips);
  }

  static boolean suits(Knob.Kind.Choice choice) {
    return choice.options().stream().mapToInt(option -> option.label().length()).sum()
        <= MOST_LETTERS;
  }

  private ToggleButton chip(Option option) {
    ToggleButton chip = new ToggleButton(option.label());
    chip.getStyleClass().add("chip");
    chip.setOnAction(
        pressed -> {
          commit(chip, option.json(), false);
          show();
        });
    return explained(chip, option.tip() + "\n" + knob.tooltip());
  }

  @Override
  void showValue() {
    String json = editor.value(knob.key()).toString();
    for (int i = 0; i < options.size(); i++) {
      ((ToggleButton) chips.getChildren().get(i)).setSelected(options.get(i).json().equals(json));
    }
  }
}
