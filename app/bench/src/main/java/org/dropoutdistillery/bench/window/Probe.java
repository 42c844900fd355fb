package org.dropoutdistillery.bench.window;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Sits as an agent in the process of the window, plays one scene when the window is ready, writes
 * what it measured as lines {@code name value}, and closes the window.
 */
public final class Probe {
  private Probe() {}

  /**
   * @param argument of {@link Scene#argument}
   */
  public static void premain(String argument) {
    Scene scene = Scene.parse(argument);
    Thread thread = new Thread(() -> play(scene), "distillery-probe");
    thread.setDaemon(true);
    thread.start();
  }

  private static void play(Scene scene) {
    StringBuilder lines = new StringBuilder();
    try (WindowHand hand = WindowHand.take()) {
      Map<String, Double> values = new Play(hand, scene).run();
      values.forEach(
          (name, value) -> lines.append(String.format(Locale.ROOT, "%s %.6f%n", name, value)));
      write(scene.out(), lines.toString());
    } catch (Exception | AssertionError failed) {
      write(scene.out(), "failed " + failed + "\n");
      Runtime.getRuntime().halt(1);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException notWritten) {
      throw new UncheckedIOException(notWritten);
    }
  }
}
