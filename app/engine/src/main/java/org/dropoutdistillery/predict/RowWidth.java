package org.dropoutdistillery.predict;

import org.dropoutdistillery.nn.Architecture;

/** Whether rows fit a network. */
final class RowWidth {
  private RowWidth() {}

  /**
   * @throws IllegalArgumentException if the rows are not as wide as the network's input
   */
  static void require(Architecture architecture, RowSource source) {
    if (source.width() != architecture.inputs()) {
      throw new IllegalArgumentException(
          "rows of %d features for a network of %d inputs"
              .formatted(source.width(), architecture.inputs()));
    }
  }
}
