package org.dropoutdistillery.desktop.masks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.util.Duration;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.plots.Palette;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;

/** The units of one dropout site as cells of whole pixels, between a heading and a count. */
final class UnitGrid extends VBox {
  private static final int GAP_FROM = 5;

  private final int site;
  private final int units;
  private final ImageShape image;
  private final Label heading = new Label();
  private final Label counts = new Label();
  private final Canvas canvas = new Canvas();
  private final Tooltip tooltip = new Tooltip();
  private final BiConsumer<List<Unit>, Force> forcing;
  private final Set<Integer> dragged = new HashSet<>();
  private Force force;
  private int cell = 8;
  private MaskView view;
  private ViewMode mode;
  private ForcedUnits forced;
  private Look look;

  /**
   * @param image shape of the units; null where they form none
   * @param forcing what is to be done to which units
   */
  UnitGrid(int site, int units, ImageShape image, BiConsumer<List<Unit>, Force> forcing) {
    this.site = site;
    this.units = units;
    this.image = image;
    this.forcing = forcing;
    heading.getStyleClass().addAll("heading", "text-small", "text-bold", "text-muted");
    counts.getStyleClass().addAll("text-muted", "text-small");
    counts.setId("masks-counts-" + site);
    canvas.setId("masks-grid-" + site);
    heading.setWrapText(true);
    heading.setAlignment(Pos.BOTTOM_LEFT);
    counts.setWrapText(true);
    heading.setPadding(new Insets(0, 0, 4, 0));
    counts.setPadding(new Insets(4, 0, 0, 0));
    getChildren().addAll(heading, canvas, counts);
    tooltip.setShowDelay(Duration.millis(250));
    Tooltip.install(canvas, tooltip);
    canvas.setOnMouseMoved(event -> tell(unitAt(event)));
    canvas.setOnMousePressed(this::press);
    canvas.setOnMouseDragged(event -> dragOver(unitAt(event)));
  }

  int units() {
    return units;
  }

  private int columns() {
    return image == null ? (int) Math.ceil(Math.sqrt(units)) : image.width();
  }

  private int rows() {
    return (units + columns() - 1) / columns();
  }

  /**
   * Makes cells as large as fit into a square, and returns whether they have changed.
   *
   * @param most side of cells that are no pixels of an image
   */
  boolean fitInto(double side, double most) {
    double wanted = side / Math.max(columns(), rows());
    int fitting = Math.max(1, (int) (image == null ? Math.min(most, wanted) : wanted));
    boolean changed = fitting != cell;
    cell = fitting;
    return changed;
  }

  /** Returns the height of what stands above the cells, in so much width. */
  double headingHeight(double width) {
    return Math.ceil(heading.prefHeight(width));
  }

  /** Returns the height of what stands below the cells. */
  double countsHeight(double width) {
    return Math.ceil(counts.prefHeight(width));
  }

  /** Lets the cells of all grids of a row begin at the same height. */
  void setHeadingHeight(double height) {
    heading.setMinHeight(height);
  }

  void show(MaskView newView, ViewMode newMode, ForcedUnits newForced, Look newLook) {
    view = newView;
    mode = newMode;
    forced = newForced;
    look = newLook;
    String kind = site == 0 ? "INPUT" : "DENSE " + units;
    heading.setText("%s, DROP %.2f".formatted(kind, view.dropRates()[site]));
    counts.setText(countsText());
    draw();
  }

  private String countsText() {
    if (mode == ViewMode.KEEP_FREQUENCY && view.keepFrequency() != null) {
      double sum = 0;
      for (float share : view.keepFrequency()[site]) {
        sum += share;
      }
      int passes = view.passesSoFar();
      return "%.0f %% kept in %d %s"
          .formatted(100 * sum / units, passes, passes == 1 ? "pass" : "passes");
    }
    var shown = view.sites().get(site);
    return "%d of %d kept".formatted(shown.kept(), units)
        + (site == 0 ? "" : " · %d active".formatted(shown.active()));
  }

  void draw() {
    GraphicsContext g = Paint.clear(canvas, columns() * cell, rows() * cell);
    if (view == null) {
      return;
    }
    Palette palette = look.palette();
    float[] frequency = view.keepFrequency() == null ? null : view.keepFrequency()[site];
    CellColours colours =
        new CellColours(palette, mode, view.sites().get(site), frequency, image != null);
    int gap = image == null && cell >= GAP_FROM ? 1 : 0;
    for (int unit = 0; unit < units; unit++) {
      g.setFill(colours.of(unit));
      g.fillRect(x(unit), y(unit), cell - gap, cell - gap);
      if (image != null && mode == ViewMode.ACTIVATION && colours.isDropped(unit)) {
        drawDropMark(g, unit, Paint.of(palette.monteCarlo()));
      }
    }
    if (image != null) {
      g.setStroke(Paint.of(palette.grid()));
      g.strokeRect(.5, .5, columns() * cell - 1, rows() * cell - 1);
    }
    outlineForced(g, Paint.of(palette.standard()), gap);
  }

  /** A dropped pixel would look like a dark one. */
  private void drawDropMark(GraphicsContext g, int unit, Color colour) {
    int size = Math.max(1, cell / 4);
    int offset = (cell - size) / 2;
    g.setFill(colour);
    g.fillRect(x(unit) + offset, y(unit) + offset, size, size);
  }

  private void outlineForced(GraphicsContext g, Color colour, int gap) {
    double line = cell >= 8 ? 2 : 1;
    g.setStroke(colour);
    g.setLineWidth(line);
    double size = cell - gap - line;
    forced
        .units()
        .forEach(
            (unit, on) -> {
              if (unit.site() == site && unit.unit() < units) {
                double x = x(unit.unit()) + line / 2;
                double y = y(unit.unit()) + line / 2;
                g.strokeRect(x, y, Math.max(1, size), Math.max(1, size));
              }
            });
    g.setLineWidth(1);
  }

  private int x(int unit) {
    return unit % columns() * cell;
  }

  private int y(int unit) {
    return unit / columns() * cell;
  }

  private int unitAt(MouseEvent event) {
    int column = (int) Math.floor(event.getX() / cell);
    int row = (int) Math.floor(event.getY() / cell);
    int unit = row * columns() + column;
    boolean inside = column >= 0 && column < columns() && row >= 0 && unit < units;
    return inside ? unit : -1;
  }

  private void press(MouseEvent event) {
    dragged.clear();
    int unit = unitAt(event);
    if (unit >= 0 && forced != null) {
      force = forced.of(new Unit(site, unit)).next();
      dragOver(unit);
    }
  }

  private void dragOver(int unit) {
    if (unit >= 0 && force != null && dragged.add(unit)) {
      forcing.accept(List.of(new Unit(site, unit)), force);
    }
    tell(unit);
  }

  private void tell(int unit) {
    if (unit < 0 || view == null) {
      tooltip.setText("");
      return;
    }
    var shown = view.sites().get(site);
    String text =
        "unit %d\nfactor %.3g\n%s %.4g"
            .formatted(
                unit,
                shown.factors()[unit],
                site == 0 ? "value after the mask" : "activation after the mask",
                shown.values()[unit]);
    if (view.keepFrequency() != null) {
      text +=
          "\nkept in %.0f %% of the passes so far"
              .formatted(100 * view.keepFrequency()[site][unit]);
    }
    String state =
        switch (forced.of(new Unit(site, unit))) {
          case FREE -> "click to force it off";
          case OFF -> "forced off; click to force it on";
          case ON -> "forced on; click to set it free";
        };
    tooltip.setText(text + "\n" + state);
  }
}
