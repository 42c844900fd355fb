package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.dropoutdistillery.data.TextFile;
import org.dropoutdistillery.evaluate.Interval;

/**
 * The figures of an earlier run by which it is told from others; those of the test rows are null or
 * NaN where the run ended before they were measured.
 *
 * @param recipe its name
 * @param dataset name, or path, of the data; empty where it is not known
 * @param completed whether all steps were done and the test rows measured
 * @param predictsNumbers whether errors are RMSE and distances mean squared ones; else errors are
 *     fractions of rows, and distances KL in nats
 * @param standardToMc distance of standard from the Monte-Carlo average
 * @param studentToMc distance of the student from it
 * @param gapClosed share of the gap that the student closes
 */
public record RunFigures(
    String recipe,
    String dataset,
    long seed,
    boolean completed,
    long steps,
    long totalSteps,
    double seconds,
    boolean predictsNumbers,
    Interval standardToMc,
    Interval studentToMc,
    Interval gapClosed,
    Errors errors) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Of the three predictors. */
  public record Errors(double standard, double monteCarlo, double student) {}

  /**
   * Reads them from the summary of a run.
   *
   * @throws ModelFormatException saying what is missing or damaged
   * @throws org.dropoutdistillery.data.TextFormatException if it is no text, or far too long
   * @throws IOException if the file cannot be read
   */
  public static RunFigures of(Path folder) throws IOException {
    Path file = folder.resolve("summary.json");
    try {
      JsonNode root =
          MAPPER.readTree(TextFile.read(file, TextFile.MOST_JSON, "the summary of a run"));
      for (String key : new String[] {"recipe", "seed", "steps", "totalSteps"}) {
        if (!root.path(key).isValueNode() || root.path(key).isNull()) {
          throw new ModelFormatException(file, "no summary of a run: '" + key + "' is missing");
        }
      }
      return of(root);
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException(file, "no such file, expected the summary of a run");
    } catch (JsonProcessingException damaged) {
      throw new ModelFormatException(
          file,
          damaged.getLocation() == null
              ? "damaged, expected JSON"
              : "damaged at line " + damaged.getLocation().getLineNr() + ", expected JSON");
    }
  }

  private static RunFigures of(JsonNode root) {
    JsonNode predictors = root.path("predictors");
    boolean numbers = predictors.path("standard").has("rmse");
    String distance = numbers ? "distanceToMc" : "klToMc";
    String error = numbers ? "rmse" : "error";
    return new RunFigures(
        root.path("recipe").asText(),
        root.path("recipeAsRun").path("data").path("dataset").asText(),
        root.path("seed").asLong(),
        root.path("completed").asBoolean(),
        root.path("steps").asLong(),
        root.path("totalSteps").asLong(),
        number(root.path("seconds"), Double.NaN),
        numbers,
        interval(predictors.path("standard").path("intervals").path(distance)),
        interval(predictors.path("student").path("intervals").path(distance)),
        interval(root.path("gapClosed")),
        new Errors(
            number(predictors.path("standard").path(error), Double.NaN),
            number(predictors.path("mc").path(error), Double.NaN),
            number(predictors.path("student").path(error), Double.NaN)));
  }

  private static Interval interval(JsonNode node) {
    return node.path("value").isNumber()
        ? new Interval(
            node.path("value").asDouble(),
            number(node.path("low"), Double.NEGATIVE_INFINITY),
            number(node.path("high"), Double.POSITIVE_INFINITY))
        : null;
  }

  private static double number(JsonNode node, double otherwise) {
    return node.isNumber() ? node.asDouble() : otherwise;
  }
}
