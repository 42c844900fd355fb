package org.dropoutdistillery.desktop.panel;

/** A field. */
final class EntryRow extends KnobRow {
  private final String none;
  private final ValueField field;

  EntryRow(Knob knob, RecipeEditor editor) {
    super(knob, editor);
    none = ((Knob.Kind.Entry) knob.kind()).none();
    field = new ValueField(this::commit, this::revert);
    field.setId("key:" + knob.key());
    field.getStyleClass().add("wide");
    field.setMaxWidth(Double.MAX_VALUE);
    explained(field, knob.tooltip());
    assemble(name(), field);
  }

  private void commit(String text) {
    commit(field, KnobText.json(knob.key(), text, none), false);
  }

  @Override
  void showValue() {
    clearProblem();
    field.show(KnobText.shown(editor.value(knob.key()), none));
  }
}
