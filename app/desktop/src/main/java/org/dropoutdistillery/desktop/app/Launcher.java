package org.dropoutdistillery.desktop.app;

import javafx.application.Application;

/**
 * Starts the window. Not an {@link Application} itself, since Java would then ask for JavaFX as a
 * module before this program could say anything.
 */
public final class Launcher {
  private Launcher() {}

  /**
   * @param arguments a file to open, with a recipe or data, or nothing
   */
  public static void main(String[] arguments) {
    Application.launch(DistilleryApp.class, arguments);
  }
}
