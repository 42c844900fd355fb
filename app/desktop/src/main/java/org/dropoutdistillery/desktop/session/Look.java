package org.dropoutdistillery.desktop.session;

import org.dropoutdistillery.plots.Palette;
import org.dropoutdistillery.plots.Theme;

/**
 * How the window looks.
 *
 * @param dark light type on dark ground
 * @param projector everything larger, for a room
 */
public record Look(boolean dark, boolean projector) {
  public static final Look LIGHT = new Look(false, false);

  /** By how much type, charts and controls are larger than at a desk. */
  public double scale() {
    return projector ? 1.5 : 1;
  }

  /** Returns the colours. */
  public Palette palette() {
    return dark ? Palette.DARK : Palette.LIGHT;
  }

  /** Returns how charts look. */
  public Theme chartTheme() {
    return new Theme(palette(), scale());
  }

  public Look withDark(boolean other) {
    return new Look(other, projector);
  }

  public Look withProjector(boolean other) {
    return new Look(dark, other);
  }
}
