package org.dropoutdistillery.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way to a value in a recipe, such as {@code teacher.layers[0].dropRate}. */
final class RecipePath {
  private static final Pattern STEP = Pattern.compile("([A-Za-z]\\w*)((?:\\[\\d{1,6}])*)");
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

  private final String source;
  private final String path;
  private final List<Object> steps;

  private RecipePath(String source, String path, List<Object> steps) {
    this.source = source;
    this.path = path;
    this.steps = steps;
  }

  /**
   * @throws RecipeException if {@code path} is not of the form {@code key.key[index].key}
   */
  static RecipePath of(String source, String path) {
    List<Object> steps = new ArrayList<>();
    for (String part : path.split("\\.", -1)) {
      Matcher step = STEP.matcher(part);
      if (!step.matches()) {
        throw new RecipeException(
            source,
            '"' + path + "\": not a key, expected a form such as teacher.layers[0].dropRate");
      }
      steps.add(step.group(1));
      Matcher index = INDEX.matcher(step.group(2));
      while (index.find()) {
        steps.add(Integer.parseInt(index.group(1)));
      }
    }
    return new RecipePath(source, path, steps);
  }

  /**
   * Puts a value in place of the one there is.
   *
   * @param text as JSON; taken as it is where it is none, or where it replaces text
   */
  void set(JsonNode tree, String text) {
    JsonNode parent = tree;
    for (Object step : steps.subList(0, steps.size() - 1)) {
      parent = child(parent, step);
    }
    Object last = steps.get(steps.size() - 1);
    JsonNode parsed = RecipeJson.value(text);
    boolean verbatim = parsed == null || (child(parent, last).isTextual() && !parsed.isTextual());
    JsonNode value = verbatim ? TextNode.valueOf(text) : parsed;
    if (last instanceof Integer index) {
      ((ArrayNode) parent).set(index, value);
    } else {
      ((ObjectNode) parent).set((String) last, value);
    }
  }

  private JsonNode child(JsonNode parent, Object step) {
    JsonNode child = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
    if (child == null) {
      throw new RecipeException(source, path + ": no such key, " + expected(parent, step));
    }
    return child;
  }

  private static String expected(JsonNode parent, Object step) {
    if (parent.isObject()) {
      List<String> keys = new ArrayList<>();
      parent.fieldNames().forEachRemaining(keys::add);
      return "expected one of " + String.join(", ", keys) + " in place of " + step;
    }
    return parent.isArray()
        ? "expected an index below " + parent.size()
        : "nothing lies below " + parent;
  }
}
