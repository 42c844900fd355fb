package org.dropoutdistillery.store;

import static java.util.stream.Collectors.joining;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that is written as a whole or not at all: under a temporary name beside its place first,
 * synced, and then renamed. So a reader never sees half a file, and a failure leaves what was there
 * before.
 */
public final class OutputFile {
  private static final int BUFFER = 1 << 16;
  private static final String SUFFIX = ".tmp";
  private static final Pattern TEMPORARY =
      Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\" + SUFFIX);

  private final Path file;

  private OutputFile(Path file) {
    this.file = file;
  }

  /**
   * Makes sure that a file can be written, before any work is done for it.
   *
   * @param file in a folder that is there; replaced if it is there itself
   * @throws IOException saying what is in the way
   */
  public static OutputFile at(Path file) throws IOException {
    // What a symbolic link leads to is replaced, not the link.
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      String what = Files.isDirectory(target) ? "a folder" : "a device";
      throw new IOException(
          "cannot write %s: it is %s, expected the name of a file".formatted(file, what));
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new IOException(
          "cannot write %s: there is no folder %s; make it first"
              .formatted(file, target.getParent()));
    }
    if (!Files.isWritable(target.getParent())) {
      throw new IOException(
          "cannot write %s: no permission for %s; choose another folder"
              .formatted(file, target.getParent()));
    }
    return new OutputFile(target);
  }

  /**
   * @throws IOException saying what could not be written; an earlier file is then as it was
   */
  public void write(byte[] content) throws IOException {
    write(out -> out.write(content));
  }

  /** What writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * @throws IOException saying what could not be written; an earlier file is then as it was
   */
  public void write(Content content) throws IOException {
    try {
      writeContents(Map.of(file, content));
    } catch (IOException failed) {
      throw cannotWrite(file.toString(), failed);
    }
  }

  /**
   * Writes files that belong together: none is replaced before all of them are written.
   *
   * @throws IOException saying what could not be written; earlier files are then as they were
   */
  public static void write(Map<OutputFile, byte[]> contents) throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    contents.forEach((output, bytes) -> files.put(output.file, bytes));
    try {
      writeAll(files);
    } catch (IOException failed) {
      String names = files.keySet().stream().map(Path::toString).collect(joining(" and "));
      throw cannotWrite(names, failed);
    }
  }

  private static IOException cannotWrite(String what, IOException failed) {
    return new IOException(
        "cannot write %s (%s); %s".formatted(what, reason(failed), advice(failed)), failed);
  }

  /** Writes several files, of which none is replaced before all of them are written. */
  static void writeAll(Map<Path, byte[]> files) throws IOException {
    Map<Path, Content> contents = new LinkedHashMap<>();
    files.forEach((file, bytes) -> contents.put(file, out -> out.write(bytes)));
    writeContents(contents);
  }

  private static void writeContents(Map<Path, Content> files) throws IOException {
    Map<Path, Path> written = new LinkedHashMap<>();
    try {
      // Before anything is replaced, since a folder in the way of one file would leave old files
      // and new ones side by side.
      for (Path file : files.keySet()) {
        requireNoFolder(file);
      }
      for (Map.Entry<Path, Content> file : files.entrySet()) {
        Path target = file.getKey();
        Path temporary =
            target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
        written.put(temporary, target);
        writeSynced(temporary, file.getValue());
      }
      for (Map.Entry<Path, Path> move : written.entrySet()) {
        Files.move(
            move.getKey(),
            move.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path temporary : written.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** Removes what a process left that was killed while it wrote into a folder. */
  static void removeLeftovers(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (TEMPORARY.matcher(file.getFileName().toString()).matches()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  static void requireNoFolder(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, file + " is a folder, expected a file");
    }
  }

  private static void writeSynced(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Returns what may be done where something could not be written, in words. */
  static String advice(IOException failure) {
    String reason = reason(failure).toLowerCase(Locale.ROOT);
    return reason.contains("space") || reason.contains("quota")
        ? "make room there, or choose another folder"
        : "choose another folder";
  }

  /** Returns why a file could not be read or written, in words. */
  static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + " cannot be made";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
