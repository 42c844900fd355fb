package org.dropoutdistillery.desktop.panel;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** One line of the panel: a name, what turns the value, when it acts, and why one was refused. */
abstract class KnobRow extends VBox {
  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("danger");

  final Knob knob;
  final RecipeEditor editor;
  final HBox line = new HBox();
  private final Label problem = new Label();
  private Control refusedAt;

  /** Whether the control is being brought to the recipe's value, and not turned by a person. */
  boolean showing;

  KnobRow(Knob knob, RecipeEditor editor) {
    this.knob = knob;
    this.editor = editor;
    getStyleClass().add("knob");
    line.getStyleClass().add("knob-line");
    problem.getStyleClass().add("knob-problem");
    problem.setWrapText(true);
    problem.setId("problem:" + knob.key());
    getChildren().addAll(line);
  }

  final void assemble(Node name, Node... controls) {
    line.getChildren().add(name);
    line.getChildren().addAll(controls);
    HBox.setHgrow(controls[0], Priority.ALWAYS);
    line.getChildren().add(mark(knob));
  }

  final Label name() {
    return name(knob.label());
  }

  final Label name(String text) {
    Label name = new Label(text);
    name.getStyleClass().add("knob-name");
    return explained(name, knob.tooltip());
  }

  private static Label mark(Knob knob) {
    Label mark = new Label(knob.isLive() ? "⚡" : "↻");
    mark.getStyleClass().addAll("knob-mark", knob.isLive() ? "live" : "restart");
    return explained(
        mark, knob.isLive() ? "Acts at the next step of a run" : "A change makes the run anew");
  }

  static <C extends Control> C explained(C control, String text) {
    Tooltip tooltip = new Tooltip(text);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(360);
    tooltip.setShowDelay(Duration.millis(400));
    tooltip.setShowDuration(Duration.seconds(30));
    control.setTooltip(tooltip);
    return control;
  }

  /** Brings the control to the value of the recipe. */
  final void show() {
    showing = true;
    showValue();
    showing = false;
  }

  abstract void showValue();

  /** Hands a value over; a refusal is shown at the control, which keeps what the person wrote. */
  final void commit(Control control, String json, boolean dragging) {
    commit(control, knob.key(), json, dragging);
  }

  final void commit(Control control, String key, String json, boolean dragging) {
    tell(control, editor.set(key, json, dragging));
  }

  /**
   * Shows what came of a change.
   *
   * @param refusal why there was none, or null
   */
  final void tell(Control control, String refusal) {
    clearProblem();
    if (refusal != null) {
      refuse(control, refusal);
    } else if (getScene() != null) { // else the panel has made its rows anew
      show();
    }
  }

  final void refuse(Control control, String reason) {
    refusedAt = control;
    control.pseudoClassStateChanged(REFUSED, true);
    problem.setText(KnobText.problem(knob.key(), reason));
    getChildren().setAll(line, problem);
  }

  /** Gives up what was written, and shows the value there is. */
  final void revert() {
    clearProblem();
    show();
  }

  final void clearProblem() {
    if (refusedAt != null) {
      refusedAt.pseudoClassStateChanged(REFUSED, false);
      refusedAt = null;
      getChildren().setAll(line);
    }
  }
}
