package org.dropoutdistillery.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file that is there for a moment; property tests get no folder from JUnit. */
public final class ScratchFile {
  /** What writes the content of a file. */
  @FunctionalInterface
  public interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** What reads a file or a folder. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Path path) throws IOException;
  }

  private ScratchFile() {}

  /** Returns what is read of what was written. */
  public static <T> T through(Writing writing, Reading<T> reading) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(bytes);
    return inFolder(folder -> reading.of(Files.write(folder.resolve("file"), bytes.toByteArray())));
  }

  /** Returns what is read in a folder that is there for a moment. */
  public static <T> T inFolder(Reading<T> reading) throws IOException {
    Path folder = Files.createTempDirectory("round-trip");
    try {
      return reading.of(folder);
    } finally {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
