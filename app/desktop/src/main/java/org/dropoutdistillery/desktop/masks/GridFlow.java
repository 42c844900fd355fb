package org.dropoutdistillery.desktop.masks;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Grids in rows, all in squares of the largest side with which they fit. */
final class GridFlow extends Pane {
  private static final double LEAST = 104;
  private static final double MOST = 330;
  private static final double GAP = 14;
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
    int columns = Math.max(1, (int) ((width + GAP) / (LEAST * scale + GAP)));
    int rows = (getChildren().size() + columns - 1) / columns;
    return rows * (LEAST * scale + headroom(LEAST * scale) + GAP);
  }

  @Override
  protected double computePrefHeight(double width) {
    return computeMinHeight(width);
  }

  private double headroom(double width) {
    return getChildren().stream()
        .mapToDouble(child -> ((UnitGrid) child).headroom(width))
        .max()
        .orElse(0);
  }

  /** Returns the side of the squares in so many columns. */
  private double side(int columns) {
    int rows = (getChildren().size() + columns - 1) / columns;
    double wide = (getWidth() - (columns - 1) * GAP) / columns;
    double high = (getHeight() - (rows - 1) * GAP) / rows;
    // The narrower it is, the more lines its texts have.
    double guess = Math.min(wide, high - headroom(wide));
    return Math.min(wide, high - headroom(guess));
  }

  @Override
  protected void layoutChildren() {
    int count = getChildren().size();
    int columns = 1;
    for (int tried = 2; tried <= count; tried++) {
      if (side(tried) >= side(columns)) {
        columns = tried;
      }
    }
    double side = Math.floor(Math.min(Math.max(side(columns), LEAST * scale), MOST * scale));
    double height = side + headroom(side);
    int index = 0;
    for (Node child : getChildren()) {
      UnitGrid grid = (UnitGrid) child;
      if (grid.fitInto(side)) {
        grid.draw();
      }
      int column = index % columns;
      int row = index / columns;
      double x = Math.floor(column * (side + GAP));
      double y = Math.floor(row * (height + GAP));
      grid.resizeRelocate(x, y, side, height);
      index++;
    }
  }
}
