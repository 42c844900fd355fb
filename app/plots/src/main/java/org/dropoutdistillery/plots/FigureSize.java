package org.dropoutdistillery.plots;

import java.util.Locale;

/**
 * How large a figure is on paper, and how finely it is drawn. Type has the same size on paper
 * whatever the resolution.
 *
 * @param width in cm
 * @param height in cm
 * @param dpi dots per inch
 */
public record FigureSize(double width, double height, int dpi) {
  /** As wide as a page of A4 without its margins, sharp in print. */
  public static final FigureSize PAGE = new FigureSize(16, 8.5, 300);

  private static final double CM_PER_INCH = 2.54;
  private static final double LAYOUT_DPI = 96;
  private static final long MOST_PIXELS = 64_000_000;

  /**
   * @throws IllegalArgumentException if a number is out of its range, saying which
   */
  public FigureSize {
    require("Width", width, 4, 120);
    require("Height", height, 3, 120);
    require("Resolution", dpi, 36, 1200);
    if ((long) columns(width, dpi) * columns(height, dpi) > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "%d × %d pixels are too many, expected %d million in all at most"
              .formatted(columns(width, dpi), columns(height, dpi), MOST_PIXELS / 1_000_000));
    }
  }

  private static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: %s, expected %.0f to %.0f", name, value, least, most));
    }
  }

  private static int columns(double cm, int dpi) {
    return (int) Math.round(cm / CM_PER_INCH * dpi);
  }

  /** Returns the width of the image in pixels. */
  public int columns() {
    return columns(width, dpi);
  }

  /** Returns the height of the image in pixels. */
  public int rows() {
    return columns(height, dpi);
  }

  /** Returns the width that the chart is laid out for, in pixels of a screen. */
  public int layoutWidth() {
    return (int) Math.round(width / CM_PER_INCH * LAYOUT_DPI);
  }

  /** Returns the height that the chart is laid out for, in pixels of a screen. */
  public int layoutHeight() {
    return (int) Math.round(height / CM_PER_INCH * LAYOUT_DPI);
  }
}
