package org.dropoutdistillery.desktop.masks;

import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** Two groups of controls in one line, or under each other where that is too narrow. */
final class WrapRow extends Pane {
  private static final double GAP = 12;
  private final Region left;
  private final Region right;

  WrapRow(Region left, Region right) {
    this.left = left;
    this.right = right;
    getChildren().addAll(left, right);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  private boolean isOneLine(double width) {
    return width < 0 || left.prefWidth(-1) + GAP + right.prefWidth(-1) <= width;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefHeight(double width) {
    double first = left.prefHeight(-1);
    double second = right.prefHeight(-1);
    return isOneLine(width) ? Math.max(first, second) : first + GAP / 2 + second;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double rightWidth = Math.min(width, right.prefWidth(-1));
    double first = left.prefHeight(-1);
    double second = right.prefHeight(-1);
    if (isOneLine(width)) {
      double height = Math.max(first, second);
      left.resizeRelocate(0, 0, width - rightWidth - GAP, height);
      right.resizeRelocate(width - rightWidth, 0, rightWidth, height);
    } else {
      left.resizeRelocate(0, 0, width, first);
      right.resizeRelocate(0, first + GAP / 2, rightWidth, second);
    }
  }
}
