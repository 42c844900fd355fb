package org.dropoutdistillery.desktop.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.store.OutsideTeacher;

/** Asks what a file of weights does not say, and shows how good a teacher that makes. */
final class TeacherDialog {
  /** What is done with the answers. */
  interface Actions {
    /** Reads and measures the teacher, and tells this dialog. */
    void check(OutsideTeacher.Choice choice);

    void use(OutsideTeacher teacher);
  }

  private final Overlay overlay;
  private final Actions actions;
  private final ComboBox<String> activation = new ComboBox<>();
  private final TextField dropRates = new TextField();
  private final Label said = Overlay.wrapped("");
  private final Button check = new Button("Check");
  private final Button use = new Button("Use as teacher");
  private OutsideTeacher teacher;

  TeacherDialog(Overlay overlay, Actions actions) {
    this.overlay = overlay;
    this.actions = actions;
  }

  /**
   * @param file name of the file
   * @param data name of the data set that the teacher is for
   */
  void show(String file, String data) {
    activation.setId("teacher-activation");
    activation.getItems().add("as in the recipe");
    for (Activation one : Activation.values()) {
      activation.getItems().add(one.name().toLowerCase(Locale.ROOT));
    }
    activation.getSelectionModel().selectFirst();
    dropRates.setId("teacher-drop-rates");
    dropRates.setPromptText("as in the recipe");
    dropRates.textProperty().addListener((property, before, now) -> forget());
    activation.setOnAction(picked -> forget());
    said.setId("teacher-said");
    said.getStyleClass().add("figures");
    HBox choices =
        new HBox(new Label("Activation"), activation, new Label("Drop rates"), dropRates);
    choices.getStyleClass().add("card-line");
    VBox card =
        new VBox(
            Overlay.heading(file),
            Overlay.wrapped(
                "Weights of a teacher for the data set "
                    + data
                    + " of the recipe on the table. Their shapes give the layers; drop rates are"
                    + " those of the hidden layers, or one for all, or that of the input and"
                    + " those: 0.2, 0.5, 0.5."),
            choices,
            said,
            buttons());
    card.getStyleClass().add("data-dialog");
    forget();
    overlay.show(card, Pos.CENTER, null);
    check.requestFocus();
  }

  private HBox buttons() {
    check.setId("teacher-check");
    check.setOnAction(pressed -> check());
    use.setId("teacher-use");
    use.setDefaultButton(true);
    use.setOnAction(
        pressed -> {
          overlay.close();
          actions.use(teacher);
        });
    Button cancel = new Button("Cancel");
    cancel.setOnAction(pressed -> overlay.close());
    HBox buttons = new HBox(cancel, check, use);
    buttons.getStyleClass().add("card-buttons");
    return buttons;
  }

  private void forget() {
    teacher = null;
    use.setDisable(true);
    said.setText("");
  }

  private void check() {
    try {
      OutsideTeacher.Choice choice = choice();
      check.setDisable(true);
      said.setText("Measuring …");
      actions.check(choice);
    } catch (NumberFormatException wrong) {
      said.setText(
          "Drop rates: '%s', expected numbers with commas between them"
              .formatted(dropRates.getText()));
    }
  }

  private OutsideTeacher.Choice choice() {
    boolean own = activation.getSelectionModel().getSelectedIndex() > 0;
    List<Double> rates =
        Arrays.stream(dropRates.getText().split("[,;\\s]+"))
            .filter(text -> !text.isBlank())
            .map(Double::valueOf)
            .toList();
    return new OutsideTeacher.Choice(
        own
            ? List.of(Activation.valueOf(activation.getValue().toUpperCase(Locale.ROOT)))
            : List.of(),
        rates,
        List.of());
  }

  /** Shows what came of a check. */
  void tell(OutsideTeacher found, String text) {
    check.setDisable(false);
    teacher = found;
    said.setText(text);
    use.setDisable(false);
  }

  /** Shows why there is no such teacher. */
  void refuse(String reason) {
    check.setDisable(false);
    said.setText(reason);
  }
}
