package org.dropoutdistillery.desktop.panel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.dropoutdistillery.desktop.panel.Knob.Option;

/** Any number of several, each with a tick. */
final class SeveralRow extends KnobRow {
  private final List<Option> options;
  private final MenuButton button = new MenuButton();

  SeveralRow(Knob knob, RecipeEditor editor) {
    super(knob, editor);
    options = ((Knob.Kind.Several) knob.kind()).options();
    button.setId("key:" + knob.key());
    button.setMaxWidth(Double.MAX_VALUE);
    for (Option option : options) {
      CheckMenuItem item = new CheckMenuItem(option.label() + " – " + option.tip());
      item.setOnAction(chosen -> commit(button, ticked(), false));
      button.getItems().add(item);
    }
    explained(button, knob.tooltip());
    assemble(name(), button);
  }

  private String ticked() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      if (((CheckMenuItem) button.getItems().get(i)).isSelected()) {
        values.add(options.get(i).json());
      }
    }
    return "[" + String.join(",", values) + "]";
  }

  @Override
  void showValue() {
    clearProblem();
    List<String> chosen = new ArrayList<>();
    JsonNode value = editor.value(knob.key());
    for (int i = 0; i < options.size(); i++) {
      boolean has = has(value, options.get(i).json());
      MenuItem item = button.getItems().get(i);
      ((CheckMenuItem) item).setSelected(has);
      if (has) {
        chosen.add(options.get(i).label());
      }
    }
    button.setText(chosen.isEmpty() ? "none" : String.join(", ", chosen));
  }

  private static boolean has(JsonNode list, String json) {
    for (JsonNode entry : list) {
      if (entry.toString().equals(json)) {
        return true;
      }
    }
    return false;
  }
}
