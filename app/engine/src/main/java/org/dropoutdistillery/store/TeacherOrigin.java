package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dropoutdistillery.data.TextFile;

/**
 * Where the teacher of a run comes from that did not train it itself.
 *
 * @param teacher path of its weights when the run began
 * @param dataSeed seed that drew and parted the data it was trained on, in place of the recipe's,
 *     which is the student's
 */
public record TeacherOrigin(String teacher, long dataSeed) {
  static final String FILE = "teacher.json";

  private static final String EXPECTED =
      "an object with teacher, a path, and dataSeed, a whole number";
  private static final int MOST_BYTES = 1 << 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  String json() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Reads the file of a run's folder.
   *
   * @return null if there is none, since the run trained its teacher
   * @throws ModelFormatException if it is damaged
   */
  static TeacherOrigin of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      return null;
    }
    try {
      TeacherOrigin origin =
          MAPPER.readValue(TextFile.read(file, MOST_BYTES, EXPECTED), TeacherOrigin.class);
      if (origin == null) {
        throw new ModelFormatException(file, "null, expected " + EXPECTED);
      }
      return origin;
    } catch (JsonProcessingException damaged) {
      throw new ModelFormatException(
          file, "%s; expected %s".formatted(JsonProblem.of(damaged), EXPECTED));
    }
  }
}
