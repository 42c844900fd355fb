package org.dropoutdistillery.evaluate;

import java.util.function.BooleanSupplier;

/** Intervals of means over rows, with or without masks that rows share. */
final class MaskedIntervals {
  private final RowDependence dependence;
  private final RowIntervals overRows;
  private final RowBlockBootstrap overBlocks;

  MaskedIntervals(int resamples, double confidence, long seed, RowDependence dependence) {
    this(
        dependence,
        new RowIntervals(resamples, confidence, seed),
        new RowBlockBootstrap(resamples, confidence, seed));
  }

  private MaskedIntervals(
      RowDependence dependence, RowIntervals overRows, RowBlockBootstrap overBlocks) {
    this.dependence = dependence;
    this.overRows = overRows;
    this.overBlocks = overBlocks;
  }

  /** Returns the same for a computation that may be given up, see {@link BootstrapT#whileNot}. */
  MaskedIntervals whileNot(BooleanSupplier cancelled) {
    return new MaskedIntervals(
        dependence, overRows.whileNot(cancelled), overBlocks.whileNot(cancelled));
  }

  /** For what does not depend on masks. */
  RowIntervals rows() {
    return overRows;
  }

  Interval mean(MaskedRows figure) {
    return dependence == RowDependence.INDEPENDENT
        ? overRows.mean(figure.rows())
        : overBlocks.mean(figure.blocks().get());
  }

  /** Returns mean(part) / mean(whole). */
  Interval ratio(MaskedRows part, MaskedRows whole) {
    return dependence == RowDependence.INDEPENDENT
        ? overRows.ratio(part.rows(), whole.rows())
        : overBlocks.ratio(part.blocks().get(), whole.blocks().get());
  }

  /** Returns 1 − part / whole; null where {@code gap}, the interval of the whole, reaches 0. */
  Interval shareClosed(MaskedRows part, MaskedRows whole, Interval gap, double resolution) {
    if (!(gap.low() > resolution)) {
      return null;
    }
    Interval share = ratio(part, whole).shareClosed();
    return share.isBounded() ? share : null;
  }
}
