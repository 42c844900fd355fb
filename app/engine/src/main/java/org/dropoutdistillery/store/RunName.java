package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dropoutdistillery.data.TextFile;

/**
 * The name that a person gave to a run. It lies in a file in the run's folder, which keeps its own
 * name, so that nothing moves that something else may be reading.
 */
public final class RunName {
  /** The most letters of one. */
  public static final int MOST = 80;

  private static final String FILE = "name.txt";
  private static final int MOST_BYTES = 1_000;

  private RunName() {}

  /** Returns the name of a run; where it has none, or none that can be read, that of its folder. */
  static String of(Path folder) {
    try {
      String name = TextFile.read(folder.resolve(FILE), MOST_BYTES, "a name").strip();
      return problem(name).isEmpty() ? name : folder.getFileName().toString();
    } catch (IOException none) {
      return folder.getFileName().toString();
    }
  }

  /** Returns why something cannot be the name of a run; empty where it can. */
  public static String problem(String name) {
    if (name.isBlank()) {
      return "a name has at least one letter";
    }
    if (name.strip().length() > MOST) {
      return "a name has at most " + MOST + " letters";
    }
    return name.strip().chars().anyMatch(Character::isISOControl)
        ? "a name is a single line of text"
        : "";
  }

  /** Gives a name; the name of the folder itself takes the given one away. */
  static void give(Path folder, String name) throws IOException {
    if (name.strip().equals(folder.getFileName().toString())) {
      Files.deleteIfExists(folder.resolve(FILE));
    } else {
      byte[] text = (name.strip() + "\n").getBytes(StandardCharsets.UTF_8);
      OutputFile.at(folder.resolve(FILE)).write(text);
    }
  }
}
