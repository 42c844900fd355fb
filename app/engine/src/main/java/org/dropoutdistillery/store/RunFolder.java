package org.dropoutdistillery.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunOutcome;

/**
 * The folder that a run is written into. All files are written under temporary names first and then
 * renamed, so a reader never sees half a file, and a failure leaves what was there before.
 */
public final class RunFolder {
  // Those of an earlier run go where the new one has none.
  private static final List<String> NOT_ALWAYS =
      List.of("student.npz", TeacherOrigin.FILE, EvaluationLines.FILE);

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
          "cannot write into %s (%s); %s"
              .formatted(folder, OutputFile.reason(refused), OutputFile.advice(refused)),
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
   * Writes {@code metrics.csv}, {@code evaluations.jsonl} (the same to the last bit), {@code
   * summary.json}, {@code recipe.json}, {@code teacher.npz}, {@code student.npz} (if there is one)
   * and {@code report.html}, over those of an earlier run.
   *
   * @param reportHtml the report as one page
   * @throws IOException saying what could not be written; earlier files are then as they were
   */
  public void write(RunOutcome outcome, Environment environment, String reportHtml)
      throws IOException {
    write(outcome, environment, reportHtml, null);
  }

  /**
   * Writes what a run leaves, and also {@code teacher.json} where its teacher comes from elsewhere.
   *
   * @param origin null if the run trained its teacher
   */
  public void write(
      RunOutcome outcome, Environment environment, String reportHtml, TeacherOrigin origin)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("recipe.json", utf8(RecipeJson.write(outcome.recipe())));
    files.put("metrics.csv", utf8(MetricsCsv.of(outcome.curve())));
    files.put(EvaluationLines.FILE, EvaluationLines.of(outcome.curve()));
    files.putAll(weights(outcome));
    if (origin != null) {
      files.put(TeacherOrigin.FILE, utf8(origin.json()));
    }
    files.put("report.html", utf8(reportHtml));
    files.put("summary.json", utf8(Summary.of(outcome, environment)));
    writeAll(files);
  }

  /**
   * Writes a teacher that has no student yet: {@code recipe.json}, {@code teacher.npz} and {@code
   * teacher.json}.
   *
   * @throws IOException if it cannot be written, or a run left its results here
   */
  void writeTeacher(Recipe recipe, Network teacher, TeacherOrigin origin) throws IOException {
    if (holdsRun()) {
      throw new IOException(
          folder + ": holds the results of a run, which would be lost; choose another folder");
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("recipe.json", utf8(RecipeJson.write(recipe)));
    files.put("teacher.npz", npz(teacher));
    files.put(TeacherOrigin.FILE, utf8(origin.json()));
    writeAll(files);
  }

  /** Returns the files that hold the weights of a run. */
  static Map<String, byte[]> weights(RunOutcome outcome) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("teacher.npz", npz(outcome.teacher()));
    if (outcome.student() != null) {
      files.put("student.npz", npz(outcome.student()));
    }
    return files;
  }

  private void writeAll(Map<String, byte[]> files) throws IOException {
    Map<Path, byte[]> paths = new LinkedHashMap<>();
    files.forEach((name, content) -> paths.put(folder.resolve(name), content));
    try {
      for (String name : NOT_ALWAYS) {
        OutputFile.requireNoFolder(folder.resolve(name));
      }
      OutputFile.writeAll(paths);
      for (String name : NOT_ALWAYS) {
        if (!files.containsKey(name)) {
          Files.deleteIfExists(folder.resolve(name));
        }
      }
    } catch (IOException failed) {
      throw new IOException(
          "cannot write the results into %s (%s); %s"
              .formatted(folder, OutputFile.reason(failed), OutputFile.advice(failed)),
          failed);
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
}
