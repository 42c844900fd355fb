package org.dropoutdistillery.run;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.regex.Pattern;

/** Says in the words of a recipe what a JSON library found wrong with one. */
final class RecipeProblem {
  private static final String DUPLICATE = "Duplicate field '";
  // Names of classes and switches of the library, which nobody can turn from outside.
  private static final Pattern INTERNALS =
      Pattern.compile(
          " \\(code [^)]*\\)| \\(\\(CTRL-CHAR, [^)]*\\)\\)| \\(start marker at [^)]*\\)[^)]*\\)"
              + "| \\(not recognized as one [^)]*\\)| \\(of type \\w+\\)| \\(bound as `[^`]*`\\)"
              + "|, from `[^`]*`|: enable `[^`]*` to allow|: not allowed as per `[^`]*`");

  private RecipeProblem() {}

  /** Describes text that is not JSON, with the line and column where that shows. */
  static String ofText(JsonProcessingException broken) {
    String message = broken.getOriginalMessage();
    if (message.startsWith(DUPLICATE) && broken.getProcessor() instanceof JsonParser parser) {
      return where(broken) + path(parser.getParsingContext(), "") + ": stands twice, expected once";
    }
    return where(broken) + "not valid JSON: " + INTERNALS.matcher(message).replaceAll("");
  }

  /** Describes a value that a record refused. */
  static String ofValue(JsonMappingException refused) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : refused.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    Throwable cause = refused.getCause();
    String problem = cause == null ? refused.getOriginalMessage() : cause.getMessage();
    return RecipeShape.join(path.toString(), problem);
  }

  private static String where(JsonProcessingException broken) {
    JsonLocation at = broken.getLocation();
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  /** Returns the path to {@code context} followed by {@code rest}. */
  private static String path(JsonStreamContext context, String rest) {
    if (context.inRoot()) {
      return rest;
    }
    String step =
        context.inArray() ? "[" + context.getCurrentIndex() + "]" : context.getCurrentName();
    boolean dot = !rest.isEmpty() && !rest.startsWith("[");
    return path(context.getParent(), step + (dot ? "." : "") + rest);
  }
}
