package org.dropoutdistillery.desktop.masks;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.MaskTrace;

/** The units of one dropout site as cells of whole pixels, between a heading and a count. */
final class UnitGrid extends VBox {
  private final DropSite site;
  private final SiteHeading heading = new SiteHeading();
  private final Label counts = new Label();
  private final CellCanvas canvas;

  /**
   * @param site whose number and shape stay
   */
  UnitGrid(DropSite site, CellCanvas.Actions actions) {
    this.site = site;
    canvas = new CellCanvas(site.isMaps(), actions);
    canvas.setId("masks-grid-" + site.number());
    counts.getStyleClass().addAll("text-muted", "text-small");
    counts.setId("masks-counts-" + site.number());
    heading.setWrapText(true);
    heading.setAlignment(Pos.BOTTOM_LEFT);
    counts.setWrapText(true);
    heading.setPadding(new Insets(0, 0, 4, 0));
    counts.setPadding(new Insets(4, 0, 0, 0));
    getChildren().addAll(heading, canvas, counts);
  }

  DropSite site() {
    return site;
  }

  /** Makes cells as large as fit, and draws them where they have changed. */
  void fit(CellGrid grid) {
    if (!grid.equals(canvas.grid())) {
      canvas.setGrid(grid);
      canvas.draw();
    }
  }

  /** Returns the height of what stands above the cells, in so much width. */
  double headingHeight(double width) {
    return Math.ceil(heading.prefHeight(width));
  }

  /** Returns the width of its texts, each in one line. */
  double textsWidth() {
    return Math.ceil(Math.max(heading.prefWidth(-1), counts.prefWidth(-1)));
  }

  /** Returns the height of what stands below the cells. */
  double countsHeight(double width) {
    return Math.ceil(counts.prefHeight(width));
  }

  /** Lets the cells of all grids of a row begin at the same height. */
  void setHeadingHeight(double height) {
    heading.setMinHeight(height);
  }

  void show(MaskView view, DropSite now, ViewMode mode, ForcedUnits forced, Look look) {
    heading.show(now);
    counts.setText(counts(view, now, mode));
    canvas.show(view, now, mode, forced, look);
  }

  private static String counts(MaskView view, DropSite site, ViewMode mode) {
    if (mode == ViewMode.KEEP_FREQUENCY && view.keepFrequency() != null) {
      double sum = 0;
      float[] kept = view.keepFrequency()[site.number()];
      for (float share : kept) {
        sum += share;
      }
      int passes = view.passesSoFar();
      return "%.0f %% kept in %d %s"
          .formatted(100 * sum / kept.length, passes, passes == 1 ? "pass" : "passes");
    }
    MaskTrace.Site shown = view.sites().get(site.number());
    String kept =
        site.dropsMaps()
            ? "%d of %d maps kept".formatted(keptMaps(shown, site), site.shape().channels())
            : "%d of %d kept".formatted(shown.kept(), shown.factors().length);
    return kept + (site.number() == 0 ? "" : " · %d active".formatted(shown.active()));
  }

  private static int keptMaps(MaskTrace.Site shown, DropSite site) {
    int kept = 0;
    for (int map = 0; map < site.shape().channels(); map++) {
      kept += site.nonzero(shown.factors(), map) > 0 ? 1 : 0;
    }
    return kept;
  }
}
