package org.dropoutdistillery.desktop.masks;

import java.awt.Color;
import org.dropoutdistillery.plots.Palette;
import org.dropoutdistillery.predict.MaskTrace;

/**
 * What colour each unit of a site has, as opaque ARGB: the hue of MC, grey for images and for
 * negative values.
 */
final class CellColours {
  private static final double FAINTEST = .16;
  private static final int SHADES = 256;

  private final ViewMode mode;
  private final float[] factors;
  private final float[] shown;
  private final boolean image;
  private final double least;
  private final double span;
  private final int dropped;
  private final int[] positive;
  private final int[] negative;

  /**
   * @param frequency of this site; null while it is not known
   */
  CellColours(
      Palette palette, ViewMode mode, MaskTrace.Site site, float[] frequency, boolean image) {
    this.mode = mode;
    factors = site.factors();
    this.image = image && mode == ViewMode.ACTIVATION;
    shown =
        switch (mode) {
          case ACTIVATION -> site.values();
          case MASK -> site.factors();
          case KEEP_FREQUENCY -> frequency == null ? site.factors() : frequency;
        };
    double lowest = 0;
    double largest = 0;
    for (float value : shown) {
      lowest = Math.min(lowest, value);
      largest = Math.max(largest, this.image ? value : Math.abs(value));
    }
    least = this.image ? lowest : 0;
    double highest = mode == ViewMode.KEEP_FREQUENCY ? 1 : largest;
    span = highest - least > 0 ? highest - least : 1;
    dropped = argb(this.image ? palette.background() : palette.grid());
    positive =
        this.image
            ? shades(palette.background(), palette.text(), 0)
            : shades(palette.background(), palette.monteCarlo(), FAINTEST);
    negative = shades(palette.background(), palette.muted(), FAINTEST);
  }

  private static int[] shades(Color ground, Color over, double faintest) {
    int[] shades = new int[SHADES];
    for (int i = 0; i < SHADES; i++) {
      double share = faintest + (1 - faintest) * i / (SHADES - 1);
      shades[i] =
          0xFF000000
              | mix(ground.getRed(), over.getRed(), share) << 16
              | mix(ground.getGreen(), over.getGreen(), share) << 8
              | mix(ground.getBlue(), over.getBlue(), share);
    }
    return shades;
  }

  private static int mix(int ground, int over, double share) {
    return (int) Math.round(ground + share * (over - ground));
  }

  static int argb(Color colour) {
    return 0xFF000000 | colour.getRGB();
  }

  boolean isDropped(int unit) {
    return mode != ViewMode.KEEP_FREQUENCY && factors[unit] == 0;
  }

  /** Returns whether a dropped unit wants a mark, since it would look like a dark pixel. */
  boolean wantsMark(int unit) {
    return image && isDropped(unit);
  }

  int of(int unit) {
    if (isDropped(unit)) {
      return dropped;
    }
    double value = shown[unit] - least;
    int shade = (int) Math.round((SHADES - 1) * Math.min(1, Math.abs(value) / span));
    return (value < 0 ? negative : positive)[shade];
  }
}
