package org.dropoutdistillery.plots;

import java.awt.Color;

/**
 * The colours of one appearance. The three predictors keep their hue in every chart, table and
 * appearance; the hues are those of Okabe and Ito, which colour-blind people tell apart.
 *
 * @param background behind charts and pages
 * @param surface behind boxes that stand out from the page
 * @param text main text
 * @param muted axis numbers, notes, the noise floor
 * @param grid grid lines and thin borders
 * @param accent the one colour of links and controls
 * @param standard one pass without masks
 * @param monteCarlo the Monte-Carlo average
 * @param student the distilled student, and the phase in which it learns
 */
public record Palette(
    Color background,
    Color surface,
    Color text,
    Color muted,
    Color grid,
    Color accent,
    Color standard,
    Color monteCarlo,
    Color student) {

  public static final Palette LIGHT =
      new Palette(
          new Color(0xFFFFFF),
          new Color(0xF6F8FA),
          new Color(0x1F2328),
          new Color(0x656D76),
          new Color(0xE3E7EB),
          new Color(0x0969DA),
          new Color(0xD55E00),
          new Color(0x0072B2),
          new Color(0x009E73));

  public static final Palette DARK =
      new Palette(
          new Color(0x0D1117),
          new Color(0x161B22),
          new Color(0xE6EDF3),
          new Color(0x8B949E),
          new Color(0x21262D),
          new Color(0x2F81F7),
          new Color(0xFF9B54),
          new Color(0x56B4E9),
          new Color(0x3DDBA5));

  /** Returns the colour at an opacity in [0, 1]. */
  static Color translucent(Color color, double opacity) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
  }

  /** Returns the colour halfway between two. */
  static Color between(Color one, Color other) {
    return new Color(
        (one.getRed() + other.getRed()) / 2,
        (one.getGreen() + other.getGreen()) / 2,
        (one.getBlue() + other.getBlue()) / 2);
  }

  /** Returns the colour as CSS writes it, {@code #rrggbb}. */
  public static String css(Color color) {
    return String.format("#%06x", color.getRGB() & 0xFFFFFF);
  }
}
