package org.dropoutdistillery.desktop.masks;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.predict.MaskTrace;

/** One feature map, large: each of its cells can be forced, or all of them at once. */
final class MapCard extends Region {
  private static final double FACTS = 150;
  private static final double LEAST = 140;
  private static final double GAP = 14;
  private final MasksModel model;
  private final Runnable changed;
  private final SiteHeading heading = new SiteHeading();
  private final CellCanvas canvas;
  private final Label facts = new Label();
  private final Button off = new Button("Force off");
  private final Button on = new Button("Force on");
  private final Button free = new Button("Set free");
  private final HBox top;
  private final VBox side;
  private DropSite site;
  private int map;
  private double scale = 1;

  /**
   * @param changed what is to be done after the model was changed here
   */
  MapCard(MasksModel model, CellCanvas.Actions actions, Runnable changed) {
    this.model = model;
    this.changed = changed;
    canvas = new CellCanvas(false, actions);
    canvas.setId("masks-map");
    facts.setId("masks-map-facts");
    facts.setWrapText(true);
    facts.setMinHeight(USE_PREF_SIZE);
    Button close = button("✕ All maps", "masks-map-close", "Shows all layers again (Escape)");
    close.setOnAction(event -> act(model::closeMap));
    Button previous = button("◀", "masks-map-previous", "The map before");
    previous.setOnAction(event -> act(() -> model.stepMap(-1)));
    Button next = button("▶", "masks-map-next", "The map after");
    next.setOnAction(event -> act(() -> model.stepMap(1)));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    heading.setWrapText(true);
    heading.setId("masks-map-heading");
    top = new HBox(8, previous, next, space, close);
    top.setAlignment(Pos.CENTER_LEFT);
    forcing(off, "masks-map-off", Force.OFF, "Drops the whole map in every mask");
    forcing(on, "masks-map-on", Force.ON, "Keeps the whole map in every mask");
    forcing(free, "masks-map-free", Force.FREE, "Leaves the map to the masks");
    FlowPane buttons = new FlowPane(6, 6, off, on, free);
    side = new VBox(10, heading, facts, buttons);
    getChildren().addAll(top, canvas, side);
  }

  private static Button button(String text, String id, String explanation) {
    Button button = new Button(text);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    button.setTooltip(new Tooltip(explanation));
    return button;
  }

  private void forcing(Button button, String id, Force what, String explanation) {
    button.setId(id);
    button.setTooltip(new Tooltip(explanation));
    button.setOnAction(event -> act(() -> model.force(site.unitsOf(map), what)));
  }

  private void act(Runnable action) {
    action.run();
    changed.run();
  }

  void setScale(double newScale) {
    scale = newScale;
    requestLayout();
  }

  void show(MaskView view, DropSite newSite, int newMap, Look look) {
    site = newSite;
    map = newMap;
    heading.show(site);
    heading.setText("LAYER %d, MAP %d".formatted(site.number(), map));
    facts.setText(facts(view));
    Force now = site.forcedMaps(model.forced().get())[map];
    off.setDisable(now == Force.OFF);
    on.setDisable(now == Force.ON);
    free.setDisable(site.unitsOf(map).stream().allMatch(this::isFree));
    fit();
    canvas.show(view, site, model.mode().get(), model.forced().get(), look);
    requestLayout();
  }

  private boolean isFree(Unit unit) {
    return model.forced().get().of(unit) == Force.FREE;
  }

  private String facts(MaskView view) {
    MaskTrace.Site shown = view.sites().get(site.number());
    String kept =
        "%d of %d kept\n%d active"
            .formatted(
                site.nonzero(shown.factors(), map),
                site.shape().positions(),
                site.nonzero(shown.values(), map));
    String often =
        view.keepFrequency() == null
            ? ""
            : "\n%.0f %% kept in %d passes"
                .formatted(
                    100 * site.mean(view.keepFrequency()[site.number()], map), view.passesSoFar());
    return kept
        + often
        + (site.dropsMaps() ? "\nA click forces the map" : "\nA click forces a cell");
  }

  private double topHeight() {
    return Math.ceil(top.prefHeight(-1)) + 8 * scale;
  }

  private void fit() {
    double wide = Math.max(1, getWidth() - FACTS * scale - GAP);
    double high = Math.max(1, getHeight() - topHeight());
    canvas.setGrid(CellGrid.map(site.shape(), map, wide, high));
  }

  @Override
  protected double computeMinHeight(double width) {
    return topHeight() + LEAST * scale;
  }

  @Override
  protected double computePrefHeight(double width) {
    return topHeight() + 2 * LEAST * scale;
  }

  @Override
  protected void layoutChildren() {
    if (site == null) {
      return;
    }
    fit();
    canvas.draw();
    double y = topHeight();
    top.resizeRelocate(0, 0, getWidth(), Math.ceil(top.prefHeight(-1)));
    canvas.relocate(0, y);
    double x = Math.ceil(canvas.getWidth() + GAP);
    side.setPadding(Insets.EMPTY);
    side.resizeRelocate(x, y, Math.max(FACTS * scale, getWidth() - x), getHeight() - y);
  }
}
