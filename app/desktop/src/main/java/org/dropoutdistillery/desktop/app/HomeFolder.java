package org.dropoutdistillery.desktop.app;

import java.nio.file.Path;

/** Where the program keeps what is the person's: runs and preferences. */
final class HomeFolder {
  private HomeFolder() {}

  /** Returns the folder that {@code distillery.home} names, or one in the person's own. */
  static Path path() {
    String chosen = System.getProperty("distillery.home");
    return chosen == null
        ? Path.of(System.getProperty("user.home"), ".dropout-distillery")
        : Path.of(chosen);
  }
}
