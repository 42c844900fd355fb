package org.dropoutdistillery.evaluate;

/**
 * Says how near student and standard dropout are to the Monte-Carlo average.
 *
 * @param passes T
 * @param headline how much nearer the student is
 * @param gapClosed null where there is no gap to close
 * @param equivalentPasses null where masks make no difference
 * @param figures unit of the headline
 */
record Nearness(
    Wording wording,
    int passes,
    Interval headline,
    Interval gapClosed,
    Interval equivalentPasses,
    Figures figures) {

  String sentence() {
    if (gapClosed == null) {
      return withoutShare();
    }
    String share = Figures.PERCENT.interval(gapClosed);
    if (wording.isAbove(headline)) {
      return "The student closes %s of the gap between standard dropout and the MC average, in 1 pass instead of %s%s."
          .formatted(share, passes, equal());
    }
    if (wording.isBelow(headline)) {
      return "The student stands further from the MC average than standard dropout does, by %s: it closes %s of the gap."
          .formatted(figures.interval(headline.negated()), share);
    }
    return "Between student and standard dropout, no difference in nearness to the MC average shown %s: the student closes %s of the gap."
        .formatted(wording.count(), share);
  }

  private String withoutShare() {
    String start =
        "No gap is shown between standard dropout and the MC average of %s passes %s, so there is no share of it to close"
            .formatted(passes, wording.count());
    if (wording.isAbove(headline)) {
      return "%s; the student stands nearer to that average by %s."
          .formatted(start, figures.interval(headline));
    }
    if (wording.isBelow(headline)) {
      return "%s; the student stands further from that average by %s."
          .formatted(start, figures.interval(headline.negated()));
    }
    return start + ".";
  }

  private String equal() {
    if (equivalentPasses == null || Double.isInfinite(equivalentPasses.low())) {
      return "";
    }
    if (Double.isInfinite(equivalentPasses.high())) {
      return "; it equals MC at T of at least " + Figures.passes(equivalentPasses.low());
    }
    return "; it equals MC at T ≈ %s [%s, %s]"
        .formatted(
            Figures.passes(equivalentPasses.value()),
            Figures.passes(equivalentPasses.low()),
            Figures.passes(equivalentPasses.high()));
  }
}
