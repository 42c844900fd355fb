package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;

/** Sends all rows through random passes. */
interface PassRunner {
  /**
   * Runs passes {@code from} to {@code to − 1} into the sink, each row's in order. Stops early,
   * with passes missing, once {@code cancelled} is true.
   */
  void run(long from, long to, PassSink sink, BooleanSupplier cancelled);
}
