package org.dropoutdistillery.desktop.masks;

import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.MaskTrace;

/** What is told of the unit under the mouse. */
final class UnitText {
  private UnitText() {}

  /** What a click does. */
  enum Click {
    FORCES_UNIT,
    FORCES_MAP,
    OPENS_MAP
  }

  /** Returns where the unit lies, what the mask does to it, and how often it is kept. */
  static String of(MaskView view, DropSite site, int unit) {
    MaskTrace.Site shown = view.sites().get(site.number());
    String text =
        "%s\n%s\nfactor %.3g\n%s %.4g"
            .formatted(
                place(site, unit),
                view.address() + " / layer " + site.number(),
                shown.factors()[unit],
                site.number() == 0 ? "value after the mask" : "activation after the mask",
                shown.values()[unit]);
    if (view.keepFrequency() == null) {
      return text;
    }
    float[] kept = view.keepFrequency()[site.number()];
    String ofMap =
        site.isMaps()
            ? ", cells of its map in %.0f %%".formatted(100 * site.mean(kept, site.map(unit)))
            : "";
    return text + "\nkept in %.0f %% of the passes so far%s".formatted(100 * kept[unit], ofMap);
  }

  private static String place(DropSite site, int unit) {
    if (site.isMaps()) {
      return "channel %d, line %d, column %d (unit %d)"
          .formatted(site.map(unit), site.line(unit), site.column(unit), unit);
    }
    return site.isImage()
        ? "line %d, column %d (unit %d)".formatted(site.line(unit), site.column(unit), unit)
        : "unit " + unit;
  }

  /** Returns what a click does to what is forced so. */
  static String click(Force now, Click click) {
    String start = click == Click.OPENS_MAP ? "click opens the map large; Shift-click" : "click";
    String what = click == Click.FORCES_UNIT ? "it" : "the whole map";
    return switch (now) {
      case FREE -> start + " forces " + what + " off";
      case OFF -> "forced off; " + start + " forces " + what + " on";
      case ON -> "forced on; " + start + " sets " + what + " free";
    };
  }
}
