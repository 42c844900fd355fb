package org.dropoutdistillery.desktop.masks;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The grids, and beside them what is predicted, which has the width it needs before they have. */
final class MaskBody extends Pane {
  private static final double GAP = 14;
  private final GridFlow flat = new GridFlow();
  private final MapFlow maps = new MapFlow();
  private final MapCard card;
  private final PredictionPanel predictions;
  private Region grids = flat;
  private double scale = 1;

  MaskBody(MapCard card, PredictionPanel predictions) {
    this.card = card;
    this.predictions = predictions;
    getChildren().addAll(grids, predictions);
  }

  /** Shows all sites. */
  void showAll(List<UnitGrid> all) {
    boolean any = all.stream().anyMatch(grid -> grid.site().isMaps());
    (any ? flat : maps).getChildren().clear();
    if (any) {
      maps.setGrids(all);
    } else {
      flat.setGrids(all);
    }
    use(any ? maps : flat);
  }

  /** Shows one map in place of the grids. */
  void showCard() {
    use(card);
  }

  private void use(Region other) {
    if (grids != other) {
      getChildren().setAll(other, predictions);
      grids = other;
    }
  }

  /** Returns whether feature maps show, which want as much room as there is. */
  boolean wantsRoom() {
    return grids != flat;
  }

  boolean showsCard() {
    return grids == card;
  }

  void setScale(double newScale) {
    scale = newScale;
    flat.setScale(scale);
    maps.setScale(scale);
    card.setScale(scale);
    requestLayout();
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private double panelWidth(double width) {
    return Math.floor(PredictionPanel.width(width, scale, grids == flat));
  }

  private double gridsWidth(double width) {
    return Math.max(0, width - GAP - panelWidth(width));
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computeMinHeight(double width) {
    return Math.max(grids.minHeight(gridsWidth(width)), predictions.minHeight(panelWidth(width)));
  }

  @Override
  protected double computePrefHeight(double width) {
    return Math.max(grids.prefHeight(gridsWidth(width)), predictions.prefHeight(panelWidth(width)));
  }

  @Override
  protected double computeMaxHeight(double width) {
    return grids == maps
        ? Math.max(prefHeight(width), maps.maxHeight(gridsWidth(width)))
        : Double.MAX_VALUE;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    grids.resizeRelocate(0, 0, gridsWidth(width), getHeight());
    double panel = panelWidth(width);
    predictions.resizeRelocate(width - panel, 0, panel, getHeight());
  }
}
