package org.dropoutdistillery.evaluate;

/** Wilson's score interval of a proportion ("Probable inference", JASA 22, 1927). */
public final class WilsonInterval {
  private WilsonInterval() {}

  /**
   * Returns the proportion of {@code hits} among {@code rows} and its interval, inside [0, 1].
   *
   * @throws IllegalArgumentException if {@code hits} is not in [0, rows], there is no row, or the
   *     confidence is not in (0, 1)
   */
  public static Interval of(int hits, int rows, double confidence) {
    if (rows < 1 || hits < 0 || hits > rows) {
      throw new IllegalArgumentException(
          "%d hits among %d rows, expected at least one row and hits in [0, rows]"
              .formatted(hits, rows));
    }
    double z = Quantiles.normal(confidence);
    double share = (double) hits / rows;
    double centre = (share + z * z / (2 * rows)) / (1 + z * z / rows);
    double half =
        z
            * Math.sqrt(share * (1 - share) / rows + z * z / (4.0 * rows * rows))
            / (1 + z * z / rows);
    return new Interval(
        share,
        hits == 0 ? 0 : Math.max(centre - half, 0),
        hits == rows ? 1 : Math.min(centre + half, 1));
  }
}
