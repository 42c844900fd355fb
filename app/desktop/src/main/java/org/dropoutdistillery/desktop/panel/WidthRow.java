package org.dropoutdistillery.desktop.panel;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import org.dropoutdistillery.run.RecipeLayer;

/** How wide the student's layers are: in numbers, as the teacher's, or half of that. */
final class WidthRow extends KnobRow {
  private final String none;
  private final ValueField field;
  private final MenuButton menu = new MenuButton();

  WidthRow(Knob knob, RecipeEditor editor) {
    super(knob, editor);
    none = ((Knob.Kind.Entry) knob.kind()).none();
    field =
        new ValueField(
            text -> commit(field(), KnobText.json(knob.key(), text, none), false), this::revert);
    field.setId("key:" + knob.key());
    field.getStyleClass().add("wide");
    field.setMaxWidth(Double.MAX_VALUE);
    explained(field, knob.tooltip());
    menu.setId("widths:" + knob.key());
    menu.getStyleClass().addAll("flat", "only-arrow");
    MenuItem same = new MenuItem("As wide as the teacher");
    same.setOnAction(chosen -> commit(menu, "null", false));
    MenuItem half = new MenuItem("Half as wide");
    half.setOnAction(chosen -> commit(menu, half(editor.recipe().teacher().layers()), false));
    menu.getItems().addAll(same, half);
    explained(menu, "Widths that follow from the teacher's");
    assemble(name(), field, menu);
  }

  private ValueField field() {
    return field;
  }

  private static String half(List<RecipeLayer> layers) {
    return layers.stream()
        .map(layer -> Integer.toString(Math.max(1, layer.units() / 2)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  void showValue() {
    clearProblem();
    field.show(KnobText.shown(editor.value(knob.key()), none));
  }
}
