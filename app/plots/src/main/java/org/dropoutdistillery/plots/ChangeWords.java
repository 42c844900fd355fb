package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dropoutdistillery.run.LiveChange;

/** Says in words what was changed while a run went on. */
final class ChangeWords {
  private static final Pattern LAYER = Pattern.compile("teacher\\.layers\\[(\\d+)]\\.dropRate");
  private static final Map<String, String> NAMES =
      Map.of(
          "teacher.inputDropRate", "drop rate of the inputs",
          "student.masksPerStep", "masks per step",
          "student.transferInputs.noise", "noise on transfer inputs",
          "student.transferInputs.pairWeight", "share of pairs in transfer inputs",
          "student.transferInputs.shift", "shift of transfer inputs",
          "evaluation.passes", "passes of an evaluation");
  private static final Map<String, String> TRAINING =
      Map.of(
          "learningRate", "learning rate",
          "momentum", "momentum",
          "weightDecay", "weight decay");

  private ChangeWords() {}

  /**
   * Returns a line for each change, with the value before it where that is known.
   *
   * @param start gives a value as the run began, NaN where not known
   */
  static List<String> of(List<LiveChange> changes, ToDoubleFunction<String> start) {
    Map<String, Double> now = new HashMap<>();
    List<String> words = new ArrayList<>();
    for (LiveChange change : changes) {
      double before =
          now.containsKey(change.key()) ? now.get(change.key()) : start.applyAsDouble(change.key());
      String from = Double.isFinite(before) ? Figures.plain(before) + " " : "";
      words.add(
          "step %s: %s %s→ %s"
              .formatted(
                  Figures.grouped(change.step()),
                  name(change.key()),
                  from,
                  Figures.plain(change.value())));
      now.put(change.key(), change.value());
    }
    return words;
  }

  /** Returns what a value that may change in a run is called; its key where it has no name. */
  static String name(String key) {
    Matcher layer = LAYER.matcher(key);
    if (layer.matches()) {
      return "drop rate of layer " + (Integer.parseInt(layer.group(1)) + 1);
    }
    String[] path = key.split("\\.", -1);
    String training = TRAINING.get(path[path.length - 1]);
    if (training != null) {
      return training + " of the " + path[0];
    }
    return NAMES.getOrDefault(key, key);
  }
}
