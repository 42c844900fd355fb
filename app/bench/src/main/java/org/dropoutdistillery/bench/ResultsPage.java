package org.dropoutdistillery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts of the page of results, each written by a program of its own that keeps the other. */
public enum ResultsPage {
  /** The page's beginning. */
  ENGINE,
  /** What follows under the heading {@code The window}. */
  WINDOW;

  private static final String HEADING = "## The window\n";

  /**
   * Replaces this part of the page, and leaves the other as it is.
   *
   * @param page made where there is none
   * @param text of this part, without the heading that parts the two
   */
  public void write(Path page, String text) throws IOException {
    String before = Files.exists(page) ? Files.readString(page) : "";
    int cut = before.startsWith(HEADING) ? 0 : before.indexOf("\n" + HEADING) + 1;
    boolean both = before.startsWith(HEADING) || cut > 0;
    String engine = both ? before.substring(0, cut) : before;
    String window = both ? before.substring(cut + HEADING.length()) : "";
    String first = this == ENGINE ? text : engine;
    String second = this == WINDOW ? "\n" + text : window;
    Files.writeString(page, second.isEmpty() ? first : ended(first) + HEADING + second);
  }

  private static String ended(String text) {
    return text.isEmpty() ? "" : text.stripTrailing() + "\n\n";
  }
}
