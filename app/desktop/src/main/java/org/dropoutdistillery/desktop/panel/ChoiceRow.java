package org.dropoutdistillery.desktop.panel;

/** One of several, in a list that drops down. */
final class ChoiceRow extends KnobRow {
  private final OptionBox box;

  ChoiceRow(Knob knob, RecipeEditor editor) {
    super(knob, editor);
    box = new OptionBox(knob, json -> commit(box(), json, false));
    assemble(name(), box);
  }

  private OptionBox box() {
    return box;
  }

  @Override
  void showValue() {
    clearProblem();
    String json = editor.value(knob.key()).toString();
    box.show(json, "one per " + json + " rows");
  }
}
