package org.dropoutdistillery.desktop.masks;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.dropoutdistillery.plots.Theme;

/** Colours of the palette, and text, on a canvas. */
final class Paint {
  private Paint() {}

  static Color of(java.awt.Color color) {
    return Color.rgb(color.getRed(), color.getGreen(), color.getBlue());
  }

  /** Returns the colour between two, or with an opacity over the first. */
  static Color mix(java.awt.Color ground, java.awt.Color over, double share) {
    return of(ground).interpolate(of(over), Math.max(0, Math.min(1, share)));
  }

  /** Returns the cleared canvas at a size in whole pixels. */
  static GraphicsContext clear(Canvas canvas, double width, double height) {
    if (canvas.getWidth() != width || canvas.getHeight() != height) {
      canvas.setWidth(width);
      canvas.setHeight(height);
    }
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, width, height);
    return g;
  }

  /** Returns the font of the window, at a size in pixels. */
  static Font font(double size) {
    return Font.font(Theme.family(), size);
  }

  static double width(String text, Font font) {
    Text measured = new Text(text);
    measured.setFont(font);
    return measured.getLayoutBounds().getWidth();
  }

  /** Returns the text, cut so that it fits. */
  static String cut(String text, Font font, double width) {
    if (width(text, font) <= width) {
      return text;
    }
    for (int length = text.length() - 1; length > 0; length--) {
      String shorter = text.substring(0, length) + "…";
      if (width(shorter, font) <= width) {
        return shorter;
      }
    }
    return "";
  }
}
