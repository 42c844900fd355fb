package org.dropoutdistillery.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.LiveChange;

/**
 * What a checkpoint says of itself in its {@code checkpoint.json}.
 *
 * @param format always {@link #FORMAT}
 * @param version of the format: {@link #VERSION}
 * @param recipe as given at the start
 * @param journal the changes that acted so far
 * @param trainsTeacher false for a run that distils a teacher from elsewhere
 * @param origin where that teacher comes from; null for others
 * @param steps done
 * @param seconds spent running
 * @param dataset name of the data set
 * @param datasetSha256 of what it holds, see {@link org.dropoutdistillery.data.DatasetDigest}
 * @param program that wrote it, and its version
 * @param environment what the run was on
 * @param wholes counters by their names
 * @param numbers other numbers by their names
 */
record CheckpointCard(
    String format,
    int version,
    JsonNode recipe,
    List<LiveChange> journal,
    boolean trainsTeacher,
    TeacherOrigin origin,
    long steps,
    double seconds,
    String dataset,
    String datasetSha256,
    String program,
    Environment environment,
    Map<String, Long> wholes,
    Map<String, Double> numbers) {
  static final String FORMAT = "Dropout Distillery checkpoint";
  static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException saying what does not fit
   */
  CheckpointCard {
    require(FORMAT.equals(format), "format", format, '"' + FORMAT + '"');
    require(version == VERSION, "version", version, VERSION + "; another program wrote this file");
    require(recipe != null && recipe.isObject(), "recipe", recipe, "an object");
    require(
        journal != null && journal.stream().allMatch(Objects::nonNull),
        "journal",
        journal,
        "a list of changes");
    require(datasetSha256 != null, "datasetSha256", null, "64 digits");
    require(environment != null, "environment", null, "an object");
    require(wholes != null, "wholes", null, "an object");
    require(numbers != null, "numbers", null, "an object");
  }

  private static void require(boolean holds, String key, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s, expected %s".formatted(key, found, expected));
    }
  }
}
