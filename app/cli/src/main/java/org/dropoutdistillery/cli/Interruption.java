package org.dropoutdistillery.cli;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ctrl-C and TERM: the first asks the run to stop and lets the program write what there is, the
 * second ends it at once.
 */
final class Interruption {
  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);
  private static final AtomicInteger RECEIVED = new AtomicInteger();

  private Interruption() {}

  /** Calls {@code stop} on the first signal, on a thread of its own. */
  static void onSignal(Runnable stop) {
    EXIT_CODES.forEach((name, code) -> Signals.register(name, () -> receive(code, stop)));
  }

  /** Returns 0, or the exit code of the signal that came. */
  static int exitCode() {
    return RECEIVED.get();
  }

  private static void receive(int exitCode, Runnable stop) {
    if (RECEIVED.compareAndSet(0, exitCode)) {
      stop.run();
    } else {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
