package org.dropoutdistillery.desktop.panel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;

/** Recipes of small convolutional networks on digits of 8 x 8 pixels. */
public final class ConvRecipe {
  private ConvRecipe() {}

  /** Returns a layer as JSON. */
  public static String layer(int channels, String pool, String masks, Integer block) {
    return """
        {"channels": %d, "kernel": 3, "stride": 1, "padding": "same", "batchNorm": false,
         "activation": "relu", "pool": %s, "dropRate": 0.25, "masks": "%s", "blockSize": %s}"""
        .formatted(channels, pool, masks, block);
  }

  public static String max(int size) {
    return "{\"kind\": \"max\", \"size\": %d, \"stride\": %d}".formatted(size, size);
  }

  /**
   * Returns a run of a moment with two convolutional layers and a dense one.
   *
   * @param changes path, value, path, value, …
   */
  public static Recipe of(String... changes) {
    Map<String, String> all = new LinkedHashMap<>();
    String dense = "{\"units\": 12, \"activation\": \"relu\", \"dropRate\": 0.5}";
    all.put(
        "teacher.layers",
        "[%s, %s, %s]"
            .formatted(
                layer(4, "null", "element", null), layer(6, max(2), "element", null), dense));
    for (String key : new String[] {"teacher.training.epochs", "student.training.epochs"}) {
      all.put(key, "2");
    }
    all.put("evaluation.everySteps", "15");
    all.put("evaluation.passes", "40");
    all.put("evaluation.finalPasses", "40");
    all.put("evaluation.blocks", "4");
    all.put("evaluation.balanced", "false");
    all.put("evaluation.predictors", "[]");
    all.put("evaluation.bootstrapResamples", "100");
    for (int i = 0; i < changes.length; i += 2) {
      all.put(changes[i], changes[i + 1]);
    }
    return new RecipeCatalog().load("digits", all);
  }
}
