package org.dropoutdistillery.store;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.data.ElementType;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.TextFile;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.SoundCurve;

/** Evaluations to the last bit: a line of JSON for each, in UTF-8. */
final class EvaluationLines {
  /** Name in the folder of a run. */
  static final String FILE = "evaluations.jsonl";

  /** Name of the array that holds them in an NPZ. */
  static final String ARRAY = "curve";

  // Of one with the most bins that there may be, several times over.
  private static final int LONGEST = 2 << 20;

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
    if (array.size() > TextFile.mostOfLong()) {
      throw new IllegalArgumentException(
          "array %s: %s, expected at most %d bytes".formatted(ARRAY, array, TextFile.mostOfLong()));
    }
    try (BufferedReader lines = TextFile.reader(new ByteArrayInputStream(array.bytes()))) {
      return read("array " + ARRAY, lines);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Reads the file of a run's folder.
   *
   * @return empty if there is none, as in folders of older programs
   * @throws IllegalArgumentException saying what is damaged
   * @throws org.dropoutdistillery.data.TextFormatException if it is far too long
   * @throws IOException if it cannot be read
   */
  static List<EvaluationPoint> read(Path folder) throws IOException {
    try (BufferedReader lines = TextFile.open(folder.resolve(FILE), "the curve of a run")) {
      return read(FILE, lines);
    } catch (NoSuchFileException older) {
      return List.of();
    }
  }

  private static List<EvaluationPoint> read(String source, BufferedReader lines)
      throws IOException {
    List<EvaluationPoint> points = new ArrayList<>();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        points.add(point(line));
      }
    } catch (CharacterCodingException noText) {
      throw new IllegalArgumentException(
          source + ": no text, expected lines of JSON in UTF-8", noText);
    } catch (IllegalArgumentException damaged) {
      throw new IllegalArgumentException(
          "%s, line %d: %s".formatted(source, points.size() + 1, damaged.getMessage()), damaged);
    }
    return List.copyOf(points);
  }

  private static EvaluationPoint point(String line) {
    if (line.length() > LONGEST) {
      throw new IllegalArgumentException(
          "%d characters, expected at most %d".formatted(line.length(), LONGEST));
    }
    EvaluationPoint point = CheckpointJson.point(line);
    SoundCurve.requireWhole(point);
    return point;
  }
}
