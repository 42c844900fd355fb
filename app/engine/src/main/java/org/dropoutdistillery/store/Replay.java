package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.TextFile;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.tensor.Workers;

/**
 * Holds a run that was done again against what its folder keeps, to the last bit: every evaluation,
 * every weight, every number of the test. Times are left out.
 */
public final class Replay {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> OF_CLOCK_AND_MACHINE =
      List.of("seconds", "msPerExample", "environment");

  private final Path folder;
  private final JsonNode summary;
  private final Recipe recipe;
  private final RunData data;
  private final Network trained;

  private Replay(Path folder, JsonNode summary, Recipe recipe, RunData data, Network trained) {
    this.folder = folder;
    this.summary = summary;
    this.recipe = recipe;
    this.data = data;
    this.trained = trained;
  }

  /**
   * Opens the folder of a run.
   *
   * @throws org.dropoutdistillery.run.RecipeException if the recipe is damaged, or its data are not
   *     there any more
   * @throws ModelFormatException if the weights of a teacher from elsewhere do not fit
   * @throws IOException if a file is missing, damaged or cannot be read
   */
  public static Replay open(Path folder) throws IOException {
    if (Files.isRegularFile(folder)) {
      throw new IOException(folder + ": a file, expected the folder of a run, with its metrics");
    }
    SavedRun saved = SavedRun.open(folder, Map.of());
    return new Replay(
        folder,
        summary(folder),
        saved.asRun(),
        saved.data(),
        TeacherOrigin.of(folder) == null ? null : saved.teacher());
  }

  private static JsonNode summary(Path folder) throws IOException {
    Path file = folder.resolve("summary.json");
    try {
      return MAPPER.readTree(TextFile.read(file, TextFile.MOST_JSON, "the summary of a run"));
    } catch (NoSuchFileException missing) {
      throw new FileNotFoundException(file + ": no such file, expected the summary of a run");
    } catch (JsonProcessingException broken) {
      throw new ModelFormatException(
          file, JsonProblem.of(broken) + "; expected the summary of a run as JSON");
    }
  }

  /**
   * Prepares the run as it was, with every change of its journal. It is to go on until {@link
   * #lastStep}.
   */
  public Run run(Workers workers) {
    return new Run(recipe, data, trained, workers);
  }

  /** Returns the step at which the kept run ended: by itself, stopped, or because it diverged. */
  public long lastStep() {
    return summary.path("steps").asLong() + (summary.path("divergence").isTextual() ? 1 : 0);
  }

  private boolean isComplete() {
    return summary.path("completed").asBoolean();
  }

  /**
   * Returns where the replay differs, a line for each file that does; empty where all is the same.
   *
   * @throws IOException if a file of the folder cannot be read
   */
  public List<String> differences(RunOutcome again) throws IOException {
    List<String> differences = new ArrayList<>();
    addMetrics(differences, MetricsCsv.of(again.curve()));
    for (Map.Entry<String, byte[]> file : RunFolder.weights(again).entrySet()) {
      Path kept = folder.resolve(file.getKey());
      if (!Files.exists(kept)) {
        differences.add(kept + ": no such file, the replay has these weights");
      } else if (Files.size(kept) != file.getValue().length
          || !Arrays.equals(Files.readAllBytes(kept), file.getValue())) {
        differences.add(kept + ": other weights");
      }
    }
    if (isComplete()) {
      addNumbers(
          differences, "", summary, MAPPER.readTree(Summary.of(again, Environment.current())));
    }
    return differences;
  }

  /**
   * Returns in what the machine of the kept run differs from this one, since bits are promised on
   * the same processor type, Java and kernel only; empty where it is the same.
   */
  public List<String> otherEnvironment() {
    List<String> others = new ArrayList<>();
    JsonNode now = MAPPER.valueToTree(Environment.current());
    summary
        .path("environment")
        .properties()
        .forEach(
            kept -> {
              String here = now.path(kept.getKey()).asText();
              if (!here.equals(kept.getValue().asText())) {
                others.add(
                    "%s: %s then, %s now".formatted(kept.getKey(), kept.getValue().asText(), here));
              }
            });
    return others;
  }

  private void addMetrics(List<String> differences, String again) throws IOException {
    Path file = folder.resolve("metrics.csv");
    List<String> kept = Files.readAllLines(file);
    List<String> lines = again.lines().toList();
    List<String> names = List.of(kept.isEmpty() ? new String[0] : kept.get(0).split(",", -1));
    for (int i = 0; i < kept.size(); i++) {
      if (i >= lines.size() || !kept.get(i).equals(lines.get(i))) {
        String there = i < lines.size() ? lines.get(i) : "";
        differences.add(file + ", line " + (i + 1) + cell(names, kept.get(i), there));
        return;
      }
    }
    if (isComplete() && lines.size() > kept.size()) {
      differences.add(file + ": ends after " + kept.size() + " lines, the replay goes on");
    }
  }

  private static String cell(List<String> names, String kept, String again) {
    String[] was = kept.split(",", -1);
    String[] is = again.split(",", -1);
    for (int i = 0; i < Math.min(was.length, is.length); i++) {
      if (!was[i].equals(is[i])) {
        String name = i < names.size() ? names.get(i) : "column " + (i + 1);
        return ", %s: %s in the folder, %s in the replay".formatted(name, was[i], is[i]);
      }
    }
    return ": %d columns in the folder, %d in the replay".formatted(was.length, is.length);
  }

  private void addNumbers(List<String> differences, String path, JsonNode kept, JsonNode again) {
    if (kept instanceof ObjectNode object && again.isObject()) {
      object
          .properties()
          .forEach(
              field -> {
                if (!OF_CLOCK_AND_MACHINE.contains(field.getKey())) {
                  String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                  addNumbers(differences, inner, field.getValue(), again.path(field.getKey()));
                }
              });
    } else if (kept.isArray() && again.isArray() && kept.size() == again.size()) {
      for (int i = 0; i < kept.size(); i++) {
        addNumbers(differences, path + "[" + i + "]", kept.get(i), again.get(i));
      }
    } else if (!kept.equals(again)) {
      differences.add(
          "%s, %s: %s in the folder, %s in the replay"
              .formatted(folder.resolve("summary.json"), path, kept, again));
    }
  }
}
