package org.dropoutdistillery.desktop.masks;

import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;

/** The grids, and beside them what is predicted, which has the width it needs before they have. */
final class MaskBody extends Pane {
  private static final double GAP = 14;
  private final GridFlow grids;
  private final PredictionPanel predictions;
  private double scale = 1;

  MaskBody(GridFlow grids, PredictionPanel predictions) {
    this.grids = grids;
    this.predictions = predictions;
    getChildren().addAll(grids, predictions);
  }

  void setScale(double newScale) {
    scale = newScale;
    grids.setScale(scale);
    requestLayout();
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private double panelWidth(double width) {
    return Math.floor(PredictionPanel.width(width, scale));
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
  protected void layoutChildren() {
    double width = getWidth();
    grids.resizeRelocate(0, 0, gridsWidth(width), getHeight());
    double panel = panelWidth(width);
    predictions.resizeRelocate(width - panel, 0, panel, getHeight());
  }
}
