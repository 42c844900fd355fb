package org.dropoutdistillery.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option of commands that average over masks. */
final class PassesOption {
  @Option(
      names = "--passes",
      paramLabel = "T",
      description =
          "Passes of the Monte-Carlo average, in place of the recipe's evaluation.finalPasses; a"
              + " multiple of its evaluation.blocks.")
  private Integer passes;

  boolean isGiven() {
    return passes != null;
  }

  /** Returns what the option changes in a recipe. */
  Map<String, String> changes() {
    Map<String, String> changes = new LinkedHashMap<>();
    if (passes != null) {
      changes.put("evaluation.finalPasses", passes.toString());
    }
    return changes;
  }
}
