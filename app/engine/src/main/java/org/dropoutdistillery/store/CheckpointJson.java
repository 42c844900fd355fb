package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Learning;
import org.dropoutdistillery.run.Phase;

/**
 * The texts of a checkpoint. Every double comes back bit by bit; NaN and infinities are written as
 * strings.
 */
final class CheckpointJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** One evaluation: of the reports one is null. */
  private record Point(
      long step,
      Phase phase,
      Learning teacher,
      Learning student,
      GapReport classes,
      RegressionReport responses) {
    static Point of(EvaluationPoint point) {
      return new Point(
          point.step(),
          point.phase(),
          point.teacher(),
          point.student(),
          point.report() instanceof GapReport gap ? gap : null,
          point.report() instanceof RegressionReport regression ? regression : null);
    }

    EvaluationPoint toPoint() {
      if (phase == null || (classes == null) == (responses == null)) {
        throw new IllegalArgumentException(
            "evaluation of step " + step + ": expected a phase and one report");
      }
      return new EvaluationPoint(
          step, phase, teacher, student, classes == null ? responses : classes);
    }
  }

  private CheckpointJson() {}

  static byte[] of(CheckpointCard card) {
    return bytes(card);
  }

  static byte[] of(EvaluationPoint point) {
    return bytes(Point.of(point));
  }

  private static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no such object, saying why
   */
  static CheckpointCard card(byte[] json) {
    return read(new String(json, StandardCharsets.UTF_8), CheckpointCard.class);
  }

  /**
   * @throws IllegalArgumentException if the text is no such object, saying why
   */
  static EvaluationPoint point(String json) {
    return read(json, Point.class).toPoint();
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IllegalArgumentException("null, expected an object");
      }
      return value;
    } catch (JsonProcessingException damaged) {
      throw new IllegalArgumentException(JsonProblem.of(damaged), damaged);
    }
  }
}
