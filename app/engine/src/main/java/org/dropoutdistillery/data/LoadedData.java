package org.dropoutdistillery.data;

import java.util.Optional;

/**
 * The data of a run.
 *
 * @param dataset as it was read or drawn, not standardised
 * @param split which rows train, validate and test
 * @param standardizer of the features, fitted to the training rows; empty if none was asked for
 */
public record LoadedData(Dataset dataset, Split split, Optional<Standardizer> standardizer) {
  /** Returns what a network sees: the data set, standardised if that was asked for. */
  public Dataset inputs() {
    return standardizer.map(fitted -> fitted.apply(dataset)).orElse(dataset);
  }
}
