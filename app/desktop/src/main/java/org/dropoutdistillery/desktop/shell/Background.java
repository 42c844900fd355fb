package org.dropoutdistillery.desktop.shell;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Where files are read. */
final class Background {
  private Background() {}

  /** Returns an executor with one thread, which does not keep the program from ending. */
  static Executor executor() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "distillery-files");
          thread.setDaemon(true);
          return thread;
        });
  }
}
