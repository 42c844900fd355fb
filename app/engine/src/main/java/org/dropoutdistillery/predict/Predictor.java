package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.nn.Network;

/**
 * A road from a network with dropout to class probabilities: standard, an average over masks, or an
 * approximation of that average.
 */
@FunctionalInterface
public interface Predictor {
  /**
   * Predicts all rows. The same network and rows give the same bits, whatever the number of
   * workers. One thread at a time.
   *
   * @param network with softmax over its logits
   * @param source as wide as the network's input
   * @param cancelled looked at now and then; once true, the rest is left out
   * @return [rows, classes], owned by the caller; null if it was cancelled
   */
  Predictions predict(Network network, RowSource source, BooleanSupplier cancelled);
}
