package org.dropoutdistillery.bench.compare;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dropoutdistillery.bench.PlanSearch;

/**
 * All that was measured of a section.
 *
 * @param section which
 * @param date when it was done, in ISO form
 * @param quick whether only for a try
 * @param machine on which
 * @param series in the order in which they were first measured
 * @param plans what averages are worth; null but for {@link Section#AVERAGE}
 * @param problems what could not be measured, and why
 */
record Measured(
    Section section,
    String date,
    boolean quick,
    Machine machine,
    List<Series> series,
    PlanSearch.Found plans,
    List<String> problems) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static Path file(Path folder, Section section) {
    return folder.resolve(section.name().toLowerCase(Locale.ROOT) + ".json");
  }

  /** Replaces what the folder holds of this section. */
  void write(Path folder) throws IOException {
    Path file = file(folder, section);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    JSON.writeValue(unfinished.toFile(), this);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads what the folder holds of a section.
   *
   * @throws IOException if the file is there and cannot be read; it names file and line
   */
  static Optional<Measured> read(Path folder, Section section) throws IOException {
    Path file = file(folder, section);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), Measured.class));
    } catch (IOException e) {
      throw new IOException(
          file + ": " + e.getMessage() + "; delete it and measure the section again", e);
    }
  }
}
