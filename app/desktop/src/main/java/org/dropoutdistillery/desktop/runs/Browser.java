package org.dropoutdistillery.desktop.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows a page of a file in the browser of the system.
 *
 * @param command that shows the address which follows it
 */
record Browser(List<String> command) {
  /** A command that goes on so long has found a browser. */
  private static final long SECONDS = 10;

  /** Returns the one that the system has for everybody. */
  static Browser ofSystem() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      return new Browser(List.of("rundll32", "url.dll,FileProtocolHandler"));
    }
    return new Browser(List.of(system.contains("mac") ? "open" : "xdg-open"));
  }

  /**
   * Shows a file. Returns when it is known how that went.
   *
   * @throws IOException saying where the file lies, if there is none or no browser
   */
  void show(Path page) throws IOException {
    if (!Files.isRegularFile(page)) {
      throw new IOException(page + ": no such file, expected the report of a run");
    }
    if (!shows(page)) {
      throw new IOException("no browser was found. The report lies in " + page.toAbsolutePath());
    }
  }

  private boolean shows(Path page) {
    List<String> words = new java.util.ArrayList<>(command);
    words.add(page.toUri().toString());
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return !process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
