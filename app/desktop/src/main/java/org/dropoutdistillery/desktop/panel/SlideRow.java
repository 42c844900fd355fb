package org.dropoutdistillery.desktop.panel;

import atlantafx.base.controls.ProgressSliderSkin;
import javafx.scene.Node;
import javafx.scene.control.Slider;

/** A slider with its value in a field beside it. */
final class SlideRow extends KnobRow {
  private final Scale scale;
  private final Slider slider = new Slider(0, 1, 0);
  private final ValueField field;

  SlideRow(Knob knob, RecipeEditor editor, Node... before) {
    super(knob, editor);
    scale = ((Knob.Kind.Slide) knob.kind()).scale();
    slider.setId("key:" + knob.key());
    slider.setBlockIncrement(0.05);
    slider.setSkin(new ProgressSliderSkin(slider));
    explained(slider, knob.tooltip());
    field =
        new ValueField(
            text -> commit(fieldOf(), KnobText.json(knob.key(), text, null), false), this::revert);
    field.setId("field:" + knob.key());
    explained(field, knob.tooltip());
    slider.valueProperty().addListener((property, old, position) -> turned(false));
    slider
        .valueChangingProperty()
        .addListener(
            (property, before2, changing) -> {
              if (!changing) {
                turned(true);
                editor.endDrag();
              }
            });
    if (before.length == 0) {
      assemble(name(), slider, field);
    } else {
      assemble(before[0], slider, field);
    }
  }

  private ValueField fieldOf() {
    return field;
  }

  private void turned(boolean released) {
    if (showing) {
      return;
    }
    String json = editor.json(knob.key(), scale, slider.getValue());
    boolean dragging = slider.isValueChanging();
    if (dragging && !editor.actsWhileDragged(knob.key())) {
      clearProblem();
      field.setText(KnobText.shown(parsed(json), null));
    } else if (released || !dragging || editor.actsWhileDragged(knob.key())) {
      commit(field, json, dragging);
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode parsed(String json) {
    return com.fasterxml.jackson.databind.node.DoubleNode.valueOf(Double.parseDouble(json));
  }

  @Override
  void showValue() {
    double value = editor.value(knob.key()).doubleValue();
    clearProblem();
    field.show(KnobText.shown(editor.value(knob.key()), null));
    if (!slider.isValueChanging()) {
      slider.setValue(scale.position(value));
    }
  }
}
