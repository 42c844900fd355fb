package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.dropoutdistillery.data.TextFile;
import org.dropoutdistillery.run.Environment;

/**
 * How far a run came, and on what.
 *
 * @param steps that were done
 * @param totalSteps of the whole run; 0 where that is not known
 * @param environment null where it is not known
 */
record RunOrigin(long steps, long totalSteps, Environment environment) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Reads it from the summary of a run; what that does not say counts as done, and not known. */
  static RunOrigin of(Path folder) {
    try {
      Path file = folder.resolve("summary.json");
      JsonNode summary =
          MAPPER.readTree(TextFile.read(file, TextFile.MOST_JSON, "the summary of a run"));
      long steps = summary.path("steps").asLong();
      boolean completed = summary.path("completed").asBoolean(true);
      return new RunOrigin(
          steps,
          completed ? steps : Math.max(steps + 1, summary.path("totalSteps").asLong()),
          environment(summary.get("environment")));
    } catch (IOException absentOrDamaged) {
      return new RunOrigin(0, 0, null);
    }
  }

  private static Environment environment(JsonNode node) {
    try {
      return node == null ? null : MAPPER.treeToValue(node, Environment.class);
    } catch (JsonProcessingException other) {
      return null;
    }
  }

  /** Returns the step after which there can be no evaluation. */
  long lastStep() {
    return totalSteps == 0 ? Long.MAX_VALUE : steps;
  }

  boolean isComplete() {
    return steps == totalSteps;
  }
}
