package org.dropoutdistillery.desktop.masks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The passes as a reel: play, scrub, and what the cells show. */
final class Reel extends VBox {
  private static final List<Double> SPEEDS = List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0);
  private static final List<Integer> MOST = List.of(100, 1000, 10_000);
  private final MasksModel model;
  private final Runnable changed;
  private final Button play = new Button();
  private final Label pass = new Label();
  private final Slider slider = new Slider();
  private final Label last = new Label();
  private final Map<ViewMode, ToggleButton> chips = new EnumMap<>(ViewMode.class);
  private boolean updating;

  /**
   * @param changed what is to be done after the model was changed here
   */
  Reel(MasksModel model, Runnable changed) {
    this.model = model;
    this.changed = changed;
    play.setId("masks-play");
    play.getStyleClass().add("accent");
    play.setDefaultButton(false);
    play.setOnAction(event -> act(() -> model.playing().set(!model.playing().get())));
    pass.setId("masks-pass-number");
    slider.setId("masks-pass");
    slider.setBlockIncrement(1);
    slider.setMinWidth(80);
    slider.setPrefWidth(110);
    HBox.setHgrow(slider, Priority.ALWAYS);
    slider
        .valueProperty()
        .addListener(
            (property, before, now) -> {
              if (!updating) {
                act(() -> model.goToPass(Math.round(now.doubleValue())));
              }
            });
    last.getStyleClass().add("text-muted");
    HBox left = line(play, pass, slider, last);
    HBox right = line(speeds(), most());
    right.getChildren().addAll(chips());
    getChildren().add(new WrapRow(left, right));
  }

  private static HBox line(javafx.scene.Node... nodes) {
    HBox box = new HBox(8, nodes);
    box.setAlignment(Pos.CENTER_LEFT);
    return box;
  }

  private void act(Runnable action) {
    action.run();
    changed.run();
  }

  private ComboBox<Double> speeds() {
    ComboBox<Double> box = choice("masks-speed", SPEEDS, "%.0f / s");
    box.setValue(model.passesPerSecond().get());
    box.setTooltip(new Tooltip("Passes per second while playing"));
    box.setOnAction(event -> act(() -> model.passesPerSecond().set(box.getValue())));
    return box;
  }

  private ComboBox<Integer> most() {
    ComboBox<Integer> box = choice("masks-most", MOST, "T ≤ %d");
    box.setValue(model.mostPasses().get());
    box.setTooltip(
        new Tooltip("Most passes that are averaged on this page, where the recipe has more"));
    box.setOnAction(event -> act(() -> model.mostPasses().set(box.getValue())));
    return box;
  }

  private static <T> ComboBox<T> choice(String id, List<T> values, String format) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : format.formatted(value);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException("Speeds are chosen, not typed");
          }
        });
    return box;
  }

  private List<ToggleButton> chips() {
    ToggleGroup group = new ToggleGroup();
    for (ViewMode mode : ViewMode.values()) {
      ToggleButton chip = new ToggleButton(mode.label());
      chip.setId("masks-mode-" + mode.name().toLowerCase(java.util.Locale.ROOT));
      chip.getStyleClass().add("chip");
      chip.setToggleGroup(group);
      chip.setTooltip(new Tooltip(mode.explanation()));
      chip.setOnAction(event -> act(() -> model.mode().set(mode)));
      chips.put(mode, chip);
    }
    return List.copyOf(chips.values());
  }

  /** Shows where the model is. */
  void update() {
    updating = true;
    long shown = model.place().get().pass();
    int end = Math.max(0, model.passes() - 1);
    setDisable(model.passes() == 0);
    play.setText(model.playing().get() ? "❚❚ Stop" : "▶ Play");
    play.setMinWidth(USE_PREF_SIZE);
    pass.setText("pass " + shown);
    pass.setMinWidth(USE_PREF_SIZE);
    slider.setMax(Math.max(1, end));
    slider.setValue((double) Math.min(shown, end));
    last.setText("0 to " + end);
    last.setMinWidth(USE_PREF_SIZE);
    chips.get(model.mode().get()).setSelected(true);
    updating = false;
  }
}
