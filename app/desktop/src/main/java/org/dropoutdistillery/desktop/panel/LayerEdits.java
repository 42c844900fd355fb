package org.dropoutdistillery.desktop.panel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dropoutdistillery.desktop.session.RecipeValues;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.StudentStart;

/** Which values of a recipe change with one that a person turns. */
final class LayerEdits {
  /** The kind of {@code pool} where there is none. */
  static final String NO_POOL = "none";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader ONE_VALUE =
      JSON.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String POOL = ".pool.";
  private static final String STUDENT_LAYERS = "student.layers";
  private static final int SIDE = 2;

  private LayerEdits() {}

  /** Returns a value; where there is no pooling, its kind is {@link #NO_POOL} and all else null. */
  static JsonNode value(Recipe recipe, String key) {
    int dot = key.indexOf(POOL);
    if (dot < 0 || !pool(recipe, key).isNull()) {
      return RecipeValues.node(recipe, key);
    }
    return key.endsWith("kind") ? TextNode.valueOf(NO_POOL) : NullNode.getInstance();
  }

  private static String poolKey(String key) {
    return key.substring(0, key.indexOf(POOL) + POOL.length() - 1);
  }

  private static JsonNode pool(Recipe recipe, String key) {
    return RecipeValues.node(recipe, poolKey(key));
  }

  /** Returns all that changes where one value does, from paths to JSON values. */
  static Map<String, String> of(Recipe recipe, String key, String json) {
    if (key.contains(POOL)) {
      return Map.of(poolKey(key), pool(pool(recipe, key), key, json).toString());
    }
    Map<String, String> all = new LinkedHashMap<>(Map.of(key, json));
    if (key.endsWith("].masks")) {
      all.putAll(squares(recipe, key, json));
    } else if (key.equals("student.start") && json.equals("\"teacher\"")) {
      all.put(STUDENT_LAYERS, "null"); // it has the teacher's layers
    } else if (key.equals(STUDENT_LAYERS) && !json.equals("null")) {
      if (recipe.student().start() == StudentStart.TEACHER) {
        all.put("student.start", "\"fresh\"");
      }
    }
    return all;
  }

  private static JsonNode pool(JsonNode before, String key, String json) {
    if (json.equals('"' + NO_POOL + '"')) {
      return NullNode.getInstance();
    }
    ObjectNode pool = JsonNodeFactory.instance.objectNode();
    JsonNode size = before.path("size");
    JsonNode stride = before.path("stride");
    pool.set("kind", before.path("kind"));
    pool.set("size", size.isNumber() ? size : JSON.getNodeFactory().numberNode(SIDE));
    pool.set("stride", stride.isNumber() ? stride : pool.get("size"));
    pool.set(key.substring(key.lastIndexOf('.') + 1), parsed(json));
    if (key.endsWith("size") && size.equals(stride)) {
      pool.set("stride", parsed(json)); // windows stay side by side
    }
    if (pool.path("kind").asText().equals("global_average")) {
      pool.putNull("size").putNull("stride");
    }
    return pool;
  }

  private static Map<String, String> squares(Recipe recipe, String key, String json) {
    String root = key.substring(0, key.lastIndexOf('.') + 1);
    boolean checkers = json.equals("\"checkerboard\"");
    if (!checkers && !json.equals("\"block\"")) {
      return Map.of(root + "blockSize", "null");
    }
    JsonNode side = RecipeValues.node(recipe, root + "blockSize");
    Map<String, String> all = new LinkedHashMap<>();
    all.put(root + "blockSize", side.isNull() ? Integer.toString(SIDE) : side.toString());
    if (checkers && RecipeValues.node(recipe, root + "dropRate").doubleValue() > .5) {
      all.put(root + "dropRate", "0.5");
    }
    return all;
  }

  private static JsonNode parsed(String json) {
    try {
      return ONE_VALUE.readTree(json);
    } catch (JsonProcessingException noJson) {
      return TextNode.valueOf(json);
    }
  }

  /** Returns what changes where a layer is put before the one at this index. */
  static Map<String, String> inserted(Recipe recipe, int index, JsonNode layer) {
    return changed(
        recipe,
        layers -> layers.insert(index, layer),
        units ->
            units.insert(index, layer.has("units") ? layer.get("units") : layer.get("channels")));
  }

  /** Returns what changes where a layer is taken out. */
  static Map<String, String> removed(Recipe recipe, int index) {
    return changed(recipe, layers -> layers.remove(index), units -> units.remove(index));
  }

  /** A student of a convolutional teacher has as many layers. */
  private static Map<String, String> changed(
      Recipe recipe, Consumer<ArrayNode> ofTeacher, Consumer<ArrayNode> ofStudent) {
    ArrayNode layers = (ArrayNode) RecipeValues.node(recipe, LayerKnobs.LAYERS);
    boolean alike = RecipeValues.node(recipe, STUDENT_LAYERS).size() == layers.size();
    ofTeacher.accept(layers);
    Map<String, String> all = new LinkedHashMap<>();
    all.put(LayerKnobs.LAYERS, layers.toString());
    if (alike && layers.path(0).has("channels")) {
      ArrayNode units = (ArrayNode) RecipeValues.node(recipe, STUDENT_LAYERS);
      ofStudent.accept(units);
      all.put(STUDENT_LAYERS, units.toString());
    }
    return all;
  }

  /** Returns a layer of feature maps to begin with. */
  static JsonNode convolution() {
    ObjectNode layer = JSON.createObjectNode();
    layer.put("channels", 8).put("kernel", 3).put("stride", 1).put("padding", "same");
    layer.put("batchNorm", false).put("activation", "relu");
    layer.putObject("pool").put("kind", "max").put("size", SIDE).put("stride", SIDE);
    return layer.put("dropRate", .25).put("masks", "element").putNull("blockSize");
  }

  /** Returns a dense layer to begin with. */
  static JsonNode dense() {
    return JSON.createObjectNode().put("units", 64).put("activation", "relu").put("dropRate", .5);
  }
}
