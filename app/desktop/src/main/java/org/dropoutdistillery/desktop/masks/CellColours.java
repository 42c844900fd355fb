package org.dropoutdistillery.desktop.masks;

import javafx.scene.paint.Color;
import org.dropoutdistillery.plots.Palette;
import org.dropoutdistillery.predict.MaskTrace;

/** What colour each unit of a layer has: the hue of MC, grey for images and for negative values. */
final class CellColours {
  private static final double FAINTEST = .16;

  private final Palette palette;
  private final ViewMode mode;
  private final MaskTrace.Site site;
  private final float[] frequency;
  private final boolean image;
  private final double least;
  private final double span;

  /**
   * @param frequency of this site; null while it is not known
   */
  CellColours(
      Palette palette, ViewMode mode, MaskTrace.Site site, float[] frequency, boolean image) {
    this.palette = palette;
    this.mode = mode;
    this.site = site;
    this.frequency = frequency;
    this.image = image && mode == ViewMode.ACTIVATION;
    float[] shown = shown();
    double lowest = 0;
    double largest = 0;
    for (float value : shown) {
      lowest = Math.min(lowest, value);
      largest = Math.max(largest, this.image ? value : Math.abs(value));
    }
    least = this.image ? lowest : 0;
    double highest = mode == ViewMode.KEEP_FREQUENCY ? 1 : largest;
    span = highest - least > 0 ? highest - least : 1;
  }

  private float[] shown() {
    return switch (mode) {
      case ACTIVATION -> site.values();
      case MASK -> site.factors();
      case KEEP_FREQUENCY -> frequency == null ? site.factors() : frequency;
    };
  }

  boolean isDropped(int unit) {
    return mode != ViewMode.KEEP_FREQUENCY && site.factors()[unit] == 0;
  }

  /** Returns the colour of dropped units. */
  Color dropped() {
    return Paint.of(image ? palette.background() : palette.grid());
  }

  Color of(int unit) {
    if (isDropped(unit)) {
      return dropped();
    }
    double value = shown()[unit];
    if (image) {
      return Paint.mix(palette.background(), palette.text(), (value - least) / span);
    }
    double share = FAINTEST + (1 - FAINTEST) * Math.abs(value) / span;
    return Paint.mix(
        palette.background(), value < 0 ? palette.muted() : palette.monteCarlo(), share);
  }
}
