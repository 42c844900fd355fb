package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a JSON library found wrong in a file, without the names of classes. */
final class JsonProblem {
  private static final Pattern MISSING =
      Pattern.compile("^(?:Missing required|Null value for) creator property '([^']*)'");

  private JsonProblem() {}

  /** Returns the place in the text, and what is wrong there. */
  static String of(JsonProcessingException damaged) {
    if (damaged instanceof UnrecognizedPropertyException unknown) {
      return "unknown property '%s'%s".formatted(unknown.getPropertyName(), at(damaged));
    }
    Matcher missing = MISSING.matcher(damaged.getOriginalMessage());
    if (missing.find()) {
      return "property '%s' is missing".formatted(missing.group(1));
    }
    if (damaged instanceof JsonMappingException mapped) {
      String path = path(mapped);
      boolean refused = mapped.getCause() instanceof IllegalArgumentException;
      return refused
          ? mapped.getCause().getMessage()
          : "no value that fits%s%s"
              .formatted(path.isEmpty() ? "" : " property '" + path + "'", at(damaged));
    }
    return "no JSON" + at(damaged);
  }

  private static String at(JsonProcessingException damaged) {
    return damaged.getLocation() == null || damaged.getLocation().getLineNr() < 1
        ? ""
        : " at line %d, column %d"
            .formatted(damaged.getLocation().getLineNr(), damaged.getLocation().getColumnNr());
  }

  private static String path(JsonMappingException mapped) {
    StringJoiner path = new StringJoiner(".");
    for (JsonMappingException.Reference step : mapped.getPath()) {
      path.add(step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName());
    }
    return path.toString();
  }
}
