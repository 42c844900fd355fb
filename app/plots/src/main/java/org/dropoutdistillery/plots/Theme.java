package org.dropoutdistillery.plots;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.util.List;

/**
 * How charts look: colours, and the size of type and lines.
 *
 * @param palette the colours
 * @param scale 1 for a page; larger for a projector; above 0
 */
public record Theme(Palette palette, double scale) {
  public static final Theme LIGHT = new Theme(Palette.LIGHT, 1);
  public static final Theme DARK = new Theme(Palette.DARK, 1);

  /** The fonts of every chart and report, the first that is there, as CSS writes them. */
  public static final String FONT_STACK = "Inter, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

  /** How many kinds of dashes there are for earlier runs. */
  public static final int DASHES = 5;

  private static final String FAMILY =
      List.of("Inter", "Segoe UI", "Roboto", "DejaVu Sans").stream()
          .filter(Theme::isInstalled)
          .findFirst()
          .orElse(Font.SANS_SERIF);

  public Theme {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("scale " + scale + ": expected a finite number above 0");
    }
  }

  /** Returns the name of the first font of {@link #FONT_STACK} that is installed. */
  public static String family() {
    return FAMILY;
  }

  /** Returns a length of the design, in pixels at scale 1, at this scale. */
  double px(double length) {
    return length * scale;
  }

  Font titleFont() {
    return font(Font.BOLD, 13);
  }

  Font strongFont() {
    return font(Font.BOLD, 11);
  }

  Font textFont() {
    return font(Font.PLAIN, 11);
  }

  /** Returns the font for numbers in narrow cells. */
  Font smallFont() {
    return font(Font.PLAIN, 9);
  }

  Stroke line(double width) {
    return new BasicStroke((float) px(width), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  Stroke dashed(double width) {
    float[] dashes = {(float) px(5), (float) px(4)};
    return new BasicStroke(
        (float) px(width), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  /**
   * Returns the lengths of the dashes, and of the gaps after them, of the lines of an earlier run:
   * so many runs can be told apart as there are kinds.
   *
   * @param kind at least 0; kinds repeat after {@link #DASHES}
   */
  public static List<Double> dashes(int kind) {
    return switch (kind % DASHES) {
      case 0 -> List.of(7.0, 3.0);
      case 1 -> List.of(2.0, 3.0);
      case 2 -> List.of(9.0, 3.0, 2.0, 3.0);
      case 3 -> List.of(4.0, 2.0);
      default -> List.of(12.0, 3.0, 2.0, 3.0, 2.0, 3.0);
    };
  }

  /** Returns a line with these {@link #dashes}. */
  Stroke dashed(double width, int kind) {
    List<Double> lengths = dashes(kind);
    float[] dashes = new float[lengths.size()];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = (float) px(lengths.get(i));
    }
    return new BasicStroke(
        (float) px(width), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  Stroke dotted(double width) {
    float[] dots = {(float) px(1.5), (float) px(3)};
    return new BasicStroke(
        (float) px(width), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dots, 0);
  }

  Shape dot(double radius) {
    double size = px(radius);
    return new Ellipse2D.Double(-size, -size, 2 * size, 2 * size);
  }

  private Font font(int style, double size) {
    return new Font(FAMILY, style, 1).deriveFont((float) px(size));
  }

  private static boolean isInstalled(String family) {
    return new Font(family, Font.PLAIN, 12).getFamily().equals(family);
  }
}
