package org.dropoutdistillery.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is there for a moment; property tests get no folder from JUnit. */
public final class ScratchFile {
  /** What writes the content of a file. */
  @FunctionalInterface
  public interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** What reads a file. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Path file) throws IOException;
  }

  private ScratchFile() {}

  /** Returns what is read of what was written. */
  public static <T> T through(Writing writing, Reading<T> reading) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(bytes);
    Path folder = Files.createTempDirectory("round-trip");
    Path file = folder.resolve("file");
    try {
      return reading.of(Files.write(file, bytes.toByteArray()));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
