package org.dropoutdistillery.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.data.ElementType;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.run.EvaluationPoint;

/** Evaluations to the last bit: a line of JSON for each, in UTF-8. */
final class EvaluationLines {
  /** Name in the folder of a run. */
  static final String FILE = "evaluations.jsonl";

  /** Name of the array that holds them in an NPZ. */
  static final String ARRAY = "curve";

  private EvaluationLines() {}

  static byte[] of(List<EvaluationPoint> points) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    points.forEach(point -> lines.writeBytes(line(point)));
    return lines.toByteArray();
  }

  /** Returns one evaluation, with its line break. */
  static byte[] line(EvaluationPoint point) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(CheckpointJson.of(point));
    line.write('\n');
    return line.toByteArray();
  }

  /**
   * Reads what an NPZ holds.
   *
   * @param array null if it has none
   * @throws IllegalArgumentException saying what is damaged
   */
  static List<EvaluationPoint> read(NpyArray array) {
    if (array == null || array.type() != ElementType.UINT8) {
      throw new IllegalArgumentException(
          "array %s: %s, expected bytes".formatted(ARRAY, array == null ? "missing" : array));
    }
    return read("array " + ARRAY, array.bytes());
  }

  /**
   * Reads the file of a run's folder.
   *
   * @return empty if there is none, as in folders of older programs
   * @throws IllegalArgumentException saying what is damaged
   * @throws IOException if it cannot be read
   */
  static List<EvaluationPoint> read(Path folder) throws IOException {
    try {
      return read(FILE, Files.readAllBytes(folder.resolve(FILE)));
    } catch (NoSuchFileException older) {
      return List.of();
    }
  }

  private static List<EvaluationPoint> read(String source, byte[] bytes) {
    List<EvaluationPoint> points = new ArrayList<>();
    for (String line : text(source, bytes).lines().toList()) {
      try {
        points.add(CheckpointJson.point(line));
      } catch (IllegalArgumentException damaged) {
        throw new IllegalArgumentException(
            "%s, line %d: %s".formatted(source, points.size() + 1, damaged.getMessage()), damaged);
      }
    }
    return List.copyOf(points);
  }

  private static String text(String source, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException noText) {
      throw new IllegalArgumentException(
          source + ": no text, expected lines of JSON in UTF-8", noText);
    }
  }
}
