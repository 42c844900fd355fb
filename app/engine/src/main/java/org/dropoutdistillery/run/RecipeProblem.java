package org.dropoutdistillery.run;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in the words of a recipe what a JSON library found wrong with one. */
final class RecipeProblem {
  private RecipeProblem() {}

  static String describe(JsonMappingException wrong, JsonNode tree) {
    String path = path(wrong);
    if (wrong instanceof UnrecognizedPropertyException unknown) {
      String keys =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      return path + ": unknown key, expected one of " + keys;
    }
    if (wrong instanceof ValueInstantiationException && wrong.getCause() != null) {
      return join(path, wrong.getCause().getMessage());
    }
    JsonNode value = valueAt(wrong, tree);
    if (wrong instanceof MismatchedInputException mismatch) {
      String missing = missingKey(mismatch);
      if (missing != null) {
        return (path.endsWith(missing) ? path : join(path, missing))
            + ": missing, expected a value";
      }
      return path + ": " + shown(value) + ", expected " + expected(mismatch.getTargetType());
    }
    return path + ": " + shown(value) + ", " + wrong.getOriginalMessage();
  }

  private static String missingKey(MismatchedInputException wrong) {
    var matcher =
        java.util.regex.Pattern.compile("^Missing required creator property '(\\w+)'")
            .matcher(wrong.getOriginalMessage());
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String path(JsonMappingException wrong) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : wrong.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String join(String path, String rest) {
    return path.isEmpty() ? rest : path + "." + rest;
  }

  private static JsonNode valueAt(JsonMappingException wrong, JsonNode tree) {
    JsonNode node = tree;
    for (JsonMappingException.Reference step : wrong.getPath()) {
      node =
          step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
    }
    return node;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      List<String> names = new ArrayList<>();
      Arrays.stream(type.getEnumConstants())
          .forEach(constant -> names.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT)));
      return "one of " + String.join(", ", names);
    }
    if (type == int.class || type == long.class || type == Integer.class) {
      return "a whole number";
    }
    if (type == double.class) {
      return "a number";
    }
    if (type == String.class) {
      return "text in quotes";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object in braces";
  }
}
