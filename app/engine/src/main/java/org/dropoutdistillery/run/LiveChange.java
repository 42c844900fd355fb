package org.dropoutdistillery.run;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A value of the recipe that was changed while the run went on.
 *
 * @param step steps of the run done when it began to act: it is in force from the next one on
 * @param key path of the value, such as {@code teacher.layers[0].dropRate}
 * @param value the new one
 */
public record LiveChange(long step, String key, double value) {
  private static final List<String> KEYS =
      List.of(
          "teacher.training.learningRate",
          "teacher.training.momentum",
          "teacher.training.weightDecay",
          "teacher.inputDropRate",
          "teacher.layers[i].dropRate",
          "student.training.learningRate",
          "student.training.momentum",
          "student.training.weightDecay",
          "student.masksPerStep",
          "student.transferInputs.noise",
          "student.transferInputs.pairWeight",
          "student.transferInputs.shift",
          "evaluation.passes");
  private static final Pattern INDEX = Pattern.compile("\\[\\d{1,6}]");

  public LiveChange {
    Require.that(step >= 0, "step", step, "a whole number from 0 up");
    Require.that(
        isLive(key), "key", key, "a value that may change in a run: " + String.join(", ", KEYS));
    Require.that(Double.isFinite(value), "value", value, "a number");
  }

  /** Returns whether the value at this path may change while a run goes on. */
  public static boolean isLive(String key) {
    return KEYS.contains(INDEX.matcher(key).replaceAll("[i]"));
  }
}
