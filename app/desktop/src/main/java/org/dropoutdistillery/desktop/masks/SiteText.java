package org.dropoutdistillery.desktop.masks;

/** A dropout site in words. */
final class SiteText {
  private SiteText() {}

  /** Returns what stands above its cells. */
  static String of(DropSite site) {
    return "%s, DROP %.2f%s%s"
        .formatted(
            kind(site), site.dropRate(), masks(site), site.normalised() ? ", NORM FROZEN" : "");
  }

  private static String kind(DropSite site) {
    String layer = site.masks() == null ? "DENSE " : "CONV ";
    return (site.number() == 0 ? "INPUT " : layer)
        + (site.isImage()
            ? site.shape().height() + "×" + site.shape().width()
            : site.shape().toString());
  }

  private static String masks(DropSite site) {
    if (site.masks() == null) {
      return "";
    }
    return switch (site.masks()) {
      case ELEMENT -> "";
      case CHANNEL -> " BY MAP";
      case BLOCK -> " IN BLOCKS OF " + site.blockSize();
      case CHECKERBOARD -> " IN CHECKERS OF " + site.blockSize();
    };
  }

  /** Returns in words whether a site is random at test time. */
  static String randomness(DropSite site) {
    return (site.isRandom()
            ? "Random at test time: each pass of MC has other masks here"
            : "Not random at test time: nothing is dropped here")
        + (site.normalised() ? "\nBatch normalisation is frozen: its means do not change" : "");
  }
}
