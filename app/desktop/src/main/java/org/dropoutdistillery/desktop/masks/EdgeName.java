package org.dropoutdistillery.desktop.masks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/**
 * The name of a line, at the height of its right end.
 *
 * @param y in pixels from the top
 */
record EdgeName(String name, java.awt.Color colour, double y) {
  /** Writes names beside a plot, apart from each other even where their lines meet. */
  static void draw(
      List<EdgeName> names, GraphicsContext g, double x, double lineHeight, double height) {
    List<EdgeName> sorted = new ArrayList<>(names);
    sorted.sort(Comparator.comparingDouble(EdgeName::y));
    double[] heights = spread(sorted, lineHeight, height);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    for (int i = 0; i < heights.length; i++) {
      g.setFill(Paint.of(sorted.get(i).colour()));
      g.fillText(sorted.get(i).name(), x, heights[i]);
    }
  }

  /** Moves names down where they would overlap, then up where they would leave the plot. */
  private static double[] spread(List<EdgeName> sorted, double lineHeight, double height) {
    double[] heights = new double[sorted.size()];
    double least = lineHeight / 2;
    for (int i = 0; i < heights.length; i++) {
      heights[i] = Math.max(least, sorted.get(i).y());
      least = heights[i] + lineHeight;
    }
    double most = height - lineHeight / 2;
    for (int i = heights.length - 1; i >= 0; i--) {
      heights[i] = Math.min(most, heights[i]);
      most = heights[i] - lineHeight;
    }
    return heights;
  }
}
