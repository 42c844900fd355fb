package org.dropoutdistillery.desktop.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;

/** Folders of runs to work on: one that was done, and copies of it. */
final class SavedRuns {
  private static Path original;

  private SavedRuns() {}

  /** Puts a run there that was written so many minutes ago. */
  static Path put(Path runs, String name, int minutesAgo) throws IOException {
    Path folder = Files.createDirectories(runs.resolve(name));
    try (Stream<Path> files = Files.list(original())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
    age(folder.resolve("summary.json"), minutesAgo);
    return folder;
  }

  /** Changes a text in the summary of a run. */
  static void edit(Path folder, String from, String to) throws IOException {
    Path file = folder.resolve("summary.json");
    FileTime time = Files.getLastModifiedTime(file);
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(from + " is not in " + text);
    }
    Files.writeString(file, text.replace(from, to));
    Files.setLastModifiedTime(file, time);
  }

  static void age(Path file, int minutes) throws IOException {
    Instant then = Instant.now().minus(Duration.ofMinutes(minutes));
    Files.setLastModifiedTime(file, FileTime.from(then));
  }

  private static synchronized Path original() throws IOException {
    if (original == null) {
      Path folder = Files.createTempDirectory("saved-runs");
      try (Workbench workbench = TinyBench.open(folder)) {
        workbench.run();
        TinyBench.await(workbench, RunState.FINISHED);
        original = workbench.result().get().folder();
      }
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    }
    return original;
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
