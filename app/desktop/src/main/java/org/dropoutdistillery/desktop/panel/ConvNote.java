package org.dropoutdistillery.desktop.panel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.run.RecipeLayer;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/**
 * Under the first line of a convolutional layer: in words what it does, the shape of what it gives
 * on, whether that is random at test time; unfolded, the values behind it.
 */
final class ConvNote extends VBox {
  private final int layer;
  private final RecipeEditor editor;
  private final ToggleButton fold = new ToggleButton();
  private final Label shape = new Label();
  private final Label mark = new Label();
  private final List<KnobRow> rows;

  /**
   * @param knobs of the layer
   * @param unfolded whether its values show
   * @param toggled takes whether they do
   */
  ConvNote(
      int layer,
      List<Knob> knobs,
      RecipeEditor editor,
      boolean unfolded,
      Consumer<Boolean> toggled) {
    this.layer = layer;
    this.editor = editor;
    rows =
        List.of(
            new PartsRow("Kernel, stride", parts(knobs, "kernel", "stride", "padding"), editor),
            new FlagRow(parts(knobs, "batchNorm").get(0), editor),
            new PartsRow("Pooling", parts(knobs, "pool.kind", "pool.size", "pool.stride"), editor),
            new PartsRow("Masks drop", parts(knobs, "masks", "blockSize"), editor));
    fold.setId("more:layer-" + (layer + 1));
    fold.getStyleClass().addAll("fold", "conv-fold");
    fold.setMinWidth(0);
    fold.setSelected(unfolded);
    fold.setOnAction(pressed -> unfold(toggled));
    KnobRow.explained(fold, "");
    shape.setId("shape:layer-" + (layer + 1));
    shape.getStyleClass().add("conv-shape");
    shape.setMinWidth(Region.USE_PREF_SIZE);
    KnobRow.explained(shape, "What the layer gives on: channels × height × width");
    mark.setId("random:layer-" + (layer + 1));
    mark.getStyleClass().add("knob-mark");
    KnobRow.explained(mark, "");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox line = new HBox(fold, space, shape, mark);
    line.getStyleClass().add("conv-line");
    getChildren().add(line);
    if (unfolded) {
      getChildren().addAll(rows);
    }
  }

  private static List<Knob> parts(List<Knob> knobs, String... names) {
    return Arrays.stream(names)
        .map(name -> knobs.stream().filter(k -> k.key().endsWith("]." + name)).findFirst())
        .map(Optional::orElseThrow)
        .toList();
  }

  private void unfold(Consumer<Boolean> toggled) {
    toggled.accept(fold.isSelected());
    getChildren().removeAll(rows);
    if (fold.isSelected()) {
      getChildren().addAll(rows);
    }
    show();
  }

  /** Brings all to the values of the recipe. */
  void show() {
    RecipeLayer.Conv conv = (RecipeLayer.Conv) editor.recipe().teacher().layers().get(layer);
    String words = words(conv);
    fold.setText((fold.isSelected() ? "▾ " : "▸ ") + words);
    fold.getTooltip().setText(words + "\nPress to see and change it");
    Architecture architecture = editor.architecture();
    shape.setText(architecture == null ? "" : "→ " + architecture.shape(layer + 1));
    boolean random = conv.dropRate() > 0;
    mark.setGraphic(new FontIcon(random ? Material2AL.CASINO : Material2AL.AC_UNIT));
    mark.getTooltip().setText(randomness(conv, random));
    rows.forEach(KnobRow::show);
  }

  private static String randomness(RecipeLayer.Conv conv, boolean random) {
    return (random
            ? "Random at test time: each pass of MC has other masks here"
            : "Not random at test time: nothing is dropped here")
        + (conv.batchNorm() ? "\nBatch normalisation is frozen at test time" : "");
  }

  private static String words(RecipeLayer.Conv conv) {
    StringBuilder words = new StringBuilder(conv.kernel() + "×" + conv.kernel());
    words.append(conv.stride() > 1 ? "/" + conv.stride() : "");
    words.append(conv.padding() == Padding.VALID ? " valid" : "");
    words.append(conv.batchNorm() ? ", BN" : "");
    words.append(", ").append(activation(conv)).append(pooling(conv.pool()));
    return words.toString();
  }

  private static String activation(RecipeLayer.Conv conv) {
    return switch (conv.activation()) {
      case RELU -> "ReLU";
      case TANH -> "tanh";
      case IDENTITY -> "linear";
    };
  }

  private static String pooling(RecipeLayer.Pool pool) {
    if (pool == null) {
      return "";
    }
    if (pool.kind() == Pooling.Kind.GLOBAL_AVERAGE) {
      return ", map means";
    }
    String kind = pool.kind() == Pooling.Kind.MAX ? "max" : "mean";
    String stride = pool.stride().equals(pool.size()) ? "" : "/" + pool.stride();
    return ", %s %d%s".formatted(kind, pool.size(), stride);
  }
}
