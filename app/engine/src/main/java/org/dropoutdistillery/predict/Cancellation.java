package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;

/**
 * Whether one computation was given up. Stays true once it was seen to be: what cancelled it may be
 * over, as a short pause is, before every worker has looked, and what some left out would be
 * missing.
 */
final class Cancellation implements BooleanSupplier {
  private final BooleanSupplier cancelled;
  private volatile boolean seen;

  Cancellation(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  @Override
  public boolean getAsBoolean() {
    if (cancelled.getAsBoolean()) {
      seen = true;
    }
    return seen;
  }
}
