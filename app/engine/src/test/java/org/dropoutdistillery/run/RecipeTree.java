package org.dropoutdistillery.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JSON of a good recipe, to be spoilt at one place. */
final class RecipeTree {
  private static final JsonMapper MAPPER = new JsonMapper();
  // The recipe with the most to spoil: something stands in every list and in place of every null.
  private static final Map<String, String> FILLED =
      Map.ofEntries(
          Map.entry("data.label", "\"class\""),
          Map.entry("data.task", "\"classes\""),
          Map.entry("data.rows", "100"),
          Map.entry("data.noise", "0.1"),
          Map.entry("data.testFraction", "0.2"),
          Map.entry("student.unlabelled", "\"rows.csv\""),
          Map.entry("teacher.training.maxNorm", "3.5"),
          Map.entry("student.training.maxNorm", "3.5"),
          Map.entry("evaluation.predictors", "[\"exact\"]"),
          Map.entry(
              "changes", "[{\"step\": 3, \"key\": \"teacher.inputDropRate\", \"value\": 0.1}]"));

  private final JsonNode root;

  RecipeTree() {
    root = RecipeJson.toTree(good());
  }

  static Recipe good() {
    return new RecipeCatalog().load("digits-small", FILLED);
  }

  /** Returns the paths of all values, such as {@code teacher.layers[0].units}, outer ones first. */
  static List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", new RecipeTree().root, paths);
    return paths;
  }

  /** Returns the paths of all keys: all paths but those of list elements. */
  static List<String> keys() {
    return paths().stream().filter(path -> !path.endsWith("]")).toList();
  }

  /** Returns the paths of all objects but the whole. */
  static List<String> objects() {
    RecipeTree tree = new RecipeTree();
    return paths().stream().filter(path -> tree.at(path).isObject()).toList();
  }

  JsonNode at(String path) {
    return path.isEmpty() ? root : root.at(pointer(path));
  }

  RecipeTree put(String path, String json) {
    JsonNode value = json(json);
    if (parent(path) instanceof ArrayNode list) {
      list.set(Integer.parseInt(last(path)), value);
    } else {
      ((ObjectNode) parent(path)).set(last(path), value);
    }
    return this;
  }

  RecipeTree remove(String path) {
    ((ObjectNode) parent(path)).remove(last(path));
    return this;
  }

  /** Returns the text with the key at {@code path} standing twice. */
  String withTwin(String path) {
    ((ObjectNode) parent(path)).set("TWIN", at(path));
    return text().replace("\"TWIN\"", '"' + last(path) + '"');
  }

  String text() {
    return root.toPrettyString();
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static void collect(String path, JsonNode node, List<String> paths) {
    if (!path.isEmpty()) {
      paths.add(path);
    }
    node.properties()
        .forEach(
            field ->
                collect(
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(),
                    paths));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), paths);
      }
    }
  }

  private static String pointer(String path) {
    return "/" + path.replace("]", "").replace('[', '/').replace('.', '/');
  }

  private JsonNode parent(String path) {
    String pointer = pointer(path);
    return root.at(pointer.substring(0, pointer.lastIndexOf('/')));
  }

  private static String last(String path) {
    String pointer = pointer(path);
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
