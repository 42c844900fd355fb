package org.dropoutdistillery.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunOutcome;

/**
 * The folder that a run is written into. All files are written under temporary names first and then
 * renamed, so a reader never sees half a file, and a failure leaves what was there before.
 */
public final class RunFolder {
  private final Path folder;
  private final List<Path> made;

  private RunFolder(Path folder, List<Path> made) {
    this.folder = folder;
    this.made = made;
  }

  /**
   * Makes sure that files can be written into {@code folder}, before any work is done for it. It is
   * made if it is not there; {@link #discard} takes that back.
   *
   * @throws IOException saying what is in the way
   */
  public static RunFolder open(Path folder) throws IOException {
    List<Path> made = missing(folder);
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, ".probe", ".tmp");
      Files.delete(probe);
    } catch (FileAlreadyExistsException file) {
      throw new IOException(
          folder + " cannot be a folder for results: " + file.getFile() + " is a file", file);
    } catch (IOException refused) {
      throw new IOException(
          "cannot write into " + folder + " (" + reason(refused) + "); choose another folder",
          refused);
    }
    return new RunFolder(folder, made);
  }

  /** Returns the folders on the way to {@code folder} that are not there, the deepest first. */
  private static List<Path> missing(Path folder) {
    List<Path> missing = new ArrayList<>();
    Path path = folder.toAbsolutePath().normalize();
    while (path != null && Files.notExists(path)) {
      missing.add(path);
      path = path.getParent();
    }
    return missing;
  }

  /** Returns whether an earlier run left its results here. */
  public boolean holdsRun() {
    return Files.exists(folder.resolve("summary.json"));
  }

  /** Removes the folders that were made for this one, as far as they are empty. */
  public void discard() throws IOException {
    for (Path path : made) {
      try {
        Files.deleteIfExists(path);
      } catch (DirectoryNotEmptyException used) {
        return;
      }
    }
  }

  public Path path() {
    return folder;
  }

  /**
   * Writes {@code metrics.csv}, {@code summary.json}, {@code recipe.json}, {@code teacher.npz},
   * {@code student.npz} (if there is one) and {@code report.html}, over those of an earlier run.
   *
   * @param reportHtml the report as one page
   * @throws IOException saying what could not be written; earlier files are then as they were
   */
  public void write(RunOutcome outcome, Environment environment, String reportHtml)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("recipe.json", utf8(RecipeJson.write(outcome.recipe())));
    files.put("metrics.csv", utf8(MetricsCsv.of(outcome.curve())));
    files.put("teacher.npz", npz(outcome.teacher()));
    if (outcome.student() != null) {
      files.put("student.npz", npz(outcome.student()));
    }
    files.put("report.html", utf8(reportHtml));
    files.put("summary.json", utf8(Summary.of(outcome, environment)));
    writeAll(files);
  }

  private void writeAll(Map<String, byte[]> files) throws IOException {
    Map<Path, Path> written = new LinkedHashMap<>();
    Path student = folder.resolve("student.npz");
    try {
      // Before anything is replaced, since a folder in the way of one file would leave the files of
      // two runs side by side.
      requireNoFolder(student);
      for (String name : files.keySet()) {
        requireNoFolder(folder.resolve(name));
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path temporary = folder.resolve("." + file.getKey() + "." + UUID.randomUUID() + ".tmp");
        written.put(temporary, folder.resolve(file.getKey()));
        writeSynced(temporary, file.getValue());
      }
      for (Map.Entry<Path, Path> move : written.entrySet()) {
        Files.move(
            move.getKey(),
            move.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      if (!written.containsValue(student)) {
        Files.deleteIfExists(student);
      }
    } catch (IOException failed) {
      throw new IOException(
          "cannot write the results into " + folder + " (" + reason(failed) + ")", failed);
    } finally {
      for (Path temporary : written.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void requireNoFolder(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, file + " is a folder, expected a file");
    }
  }

  private static void writeSynced(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      OutputStream out = Channels.newOutputStream(channel);
      out.write(content);
      channel.force(true);
    }
  }

  private static byte[] npz(Network network) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, WeightArrays.of(network, "layers"));
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String reason(IOException failure) {
    if (failure instanceof java.nio.file.AccessDeniedException denied) {
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
