package org.dropoutdistillery.desktop.masks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Grids without feature maps, in rows: all in squares of the largest side with which they fit. */
final class GridFlow extends Pane {
  private static final double LEAST = 80;
  private static final double MOST = 400;
  private static final double COMFORT = 105;
  private static final double MOST_CELL = 36;
  private static final double GAP = 14;
  // Layers side by side read better than a little larger ones.
  private static final double ENOUGH = .85;
  private static final int MOST_LINES = 4;
  private double scale = 1;

  void setScale(double newScale) {
    scale = newScale;
    requestLayout();
  }

  void setGrids(List<UnitGrid> grids) {
    getChildren().setAll(grids);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinHeight(double width) {
    int columns = mostColumns(width);
    int rows = (getChildren().size() + columns - 1) / columns;
    return rows * (LEAST * scale + headroom(LEAST * scale) + GAP);
  }

  /** Returns how many of the smallest squares fit beside each other. */
  private int mostColumns(double width) {
    return columns(width, LEAST);
  }

  private int columns(double width, double side) {
    return Math.max(1, (int) ((width + GAP) / (side * scale + GAP)));
  }

  @Override
  protected double computePrefHeight(double width) {
    int columns = Math.min(getChildren().size(), columns(width, COMFORT));
    if (columns < 1) {
      return 0;
    }
    int rows = (getChildren().size() + columns - 1) / columns;
    double side = Math.min(MOST * scale, (width - (columns - 1) * GAP) / columns);
    return rows * (side + headroom(side)) + (rows - 1) * GAP;
  }

  private double headroom(double width) {
    return highest(grid -> grid.headingHeight(width)) + highest(grid -> grid.countsHeight(width));
  }

  private double highest(ToDoubleFunction<UnitGrid> height) {
    return getChildren().stream()
        .mapToDouble(child -> height.applyAsDouble((UnitGrid) child))
        .max()
        .orElse(0);
  }

  /** Returns the side of the squares in so many columns. */
  private double side(int columns) {
    int rows = (getChildren().size() + columns - 1) / columns;
    double wide = (getWidth() - (columns - 1) * GAP) / columns;
    double high = (getHeight() - (rows - 1) * GAP) / rows;
    // The narrower it is, the more lines its texts have.
    double side = wide;
    for (int i = 0; i < MOST_LINES; i++) {
      side = Math.min(side, high - headroom(side));
    }
    return side;
  }

  @Override
  protected void layoutChildren() {
    int count = getChildren().size();
    int columns = 1;
    for (int tried = 2; tried <= Math.min(count, mostColumns(getWidth())); tried++) {
      if (side(tried) >= ENOUGH * side(columns)) {
        columns = tried;
      }
    }
    double side = Math.floor(Math.min(Math.max(side(columns), LEAST * scale), MOST * scale));
    double heading = highest(grid -> grid.headingHeight(side));
    double height = side + headroom(side);
    int index = 0;
    for (Node child : getChildren()) {
      UnitGrid grid = (UnitGrid) child;
      grid.setHeadingHeight(heading);
      grid.fit(CellGrid.flat(grid.site().shape(), side, side, MOST_CELL * scale));
      int column = index % columns;
      int row = index / columns;
      double x = Math.floor(column * (side + GAP));
      double y = Math.floor(row * (height + GAP));
      grid.resizeRelocate(x, y, side, height);
      index++;
    }
  }
}
