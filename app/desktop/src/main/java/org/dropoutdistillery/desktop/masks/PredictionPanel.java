package org.dropoutdistillery.desktop.masks;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.plots.Palette;

/** What this mask, the averages, standard and the student predict, and what forcing units does. */
final class PredictionPanel extends VBox {
  private static final double WIDTH = 386;
  private static final double NARROW = 240;
  private static final double SHARE = .4;
  private static final double SHARE_BESIDE_MAPS = .31;
  private final PredictionRow mask;
  private final PredictionRow pinned;
  private final PredictionRow soFar;
  private final PredictionRow monteCarlo;
  private final PredictionRow standard;
  private final PredictionRow student;
  private final Label sentence = new Label();

  /**
   * @param choose what is to be done with an output that was clicked
   */
  PredictionPanel(IntConsumer choose) {
    Label heading = new Label("WHAT EACH OF THEM PREDICTS");
    heading.getStyleClass().addAll("heading", "text-small", "text-bold", "text-muted");
    mask = new PredictionRow("mask", choose);
    pinned = new PredictionRow("pinned", choose);
    soFar = new PredictionRow("so-far", choose);
    monteCarlo = new PredictionRow("mc", choose);
    standard = new PredictionRow("standard", choose);
    student = new PredictionRow("student", choose);
    sentence.setId("masks-sentence");
    sentence.getStyleClass().add("text-small");
    sentence.setWrapText(true);
    sentence.setMinHeight(USE_PREF_SIZE);
    getChildren().addAll(heading, mask, pinned, soFar, monteCarlo, standard, student, sentence);
    for (PredictionRow row : List.of(mask, pinned, soFar, monteCarlo, standard, student)) {
      VBox.setVgrow(row, Priority.SOMETIMES);
    }
  }

  /**
   * Returns how wide it is on a page of this width.
   *
   * @param roomy whether what stands beside it needs no more than that
   */
  static double width(double page, double scale, boolean roomy) {
    double share = roomy ? SHARE : SHARE_BESIDE_MAPS;
    return Math.max(NARROW * scale, Math.min(WIDTH * scale, share * page));
  }

  /**
   * @param classes what outputs are called; empty for a value
   * @param allPasses T of the recipe
   */
  void show(MaskView view, List<String> classes, int watched, int allPasses, Look look) {
    Palette colours = look.palette();
    int passes = view.passes().length;
    String ofAll = passes == allPasses ? "" : " of " + allPasses;
    setSpacing(3 * look.scale());
    mask.show("this mask", view.mask(), classes, watched, colours.muted(), look);
    MaskView.Pinned kept = view.pinned();
    pinned.show(
        kept == null ? "" : "pinned: " + kept.address(),
        kept == null ? null : kept.outputs(),
        classes,
        watched,
        colours.muted(),
        look);
    soFar.show(
        "average so far (" + view.passesSoFar() + ")",
        view.soFar(),
        classes,
        watched,
        colours.monteCarlo(),
        look);
    monteCarlo.show(
        "MC (T = " + passes + ofAll + ")",
        view.monteCarlo(),
        classes,
        watched,
        colours.monteCarlo(),
        look);
    standard.show("standard", view.standard(), classes, watched, colours.standard(), look);
    student.show("distilled", view.student(), classes, watched, colours.student(), look);
    showSentence(ForcedSentence.of(view, watched, classes.isEmpty()), look);
  }

  private void showSentence(String text, Look look) {
    sentence.setText(text);
    sentence.setVisible(!text.isEmpty());
    sentence.setManaged(!text.isEmpty());
    double scale = look.scale();
    sentence.setPadding(new Insets(6 * scale, 10 * scale, 6 * scale, 12 * scale));
    CornerRadii corners = new CornerRadii(5 * scale);
    sentence.setBackground(
        new Background(new BackgroundFill(Paint.of(look.palette().surface()), corners, null)));
    sentence.setBorder(new Border(edge(look, corners)));
  }

  private static BorderStroke edge(Look look, CornerRadii corners) {
    Color thin = Paint.of(look.palette().grid());
    BorderStrokeStyle solid = BorderStrokeStyle.SOLID;
    return new BorderStroke(
        thin,
        thin,
        thin,
        Paint.of(look.palette().standard()),
        solid,
        solid,
        solid,
        solid,
        corners,
        new BorderWidths(1, 1, 1, 3 * look.scale()),
        null);
  }
}
