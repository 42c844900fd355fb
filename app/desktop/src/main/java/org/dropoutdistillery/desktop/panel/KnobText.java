package org.dropoutdistillery.desktop.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values stand in fields. */
final class KnobText {
  private static final Pattern LAYER = Pattern.compile("teacher\\.layers\\[(\\d+)]");

  private KnobText() {}

  /**
   * Returns what a field shows.
   *
   * @param none word for null; null where there is always a value
   */
  static String shown(JsonNode value, String none) {
    if (value.isNull()) {
      return none;
    }
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(part.asText()));
      return String.join(", ", parts);
    }
    return value.isDouble() ? number(value.doubleValue()) : value.asText();
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    String plain = java.math.BigDecimal.valueOf(value).toPlainString();
    return plain.length() <= 8 ? plain : Double.toString(value).replace("E", "e");
  }

  /**
   * Returns as JSON what somebody wrote. What is no JSON is given back as it is, for the recipe to
   * refuse with its reason.
   */
  static String json(String key, String text, String none) {
    String written = text.strip();
    if (none != null && (written.isEmpty() || written.equalsIgnoreCase(none))) {
      return "null";
    }
    if (key.equals("student.layers") && !written.startsWith("[")) {
      return "[" + written + "]";
    }
    return key.equals("student.unlabelled") ? TextNode.valueOf(written).toString() : written;
  }

  /**
   * Returns what stands under a control whose value is refused.
   *
   * @param key of the control's value, or of one beside it
   * @param reason that begins with the key of the value that does not fit
   */
  static String problem(String key, String reason) {
    String own = key + ": ";
    String layer = key.substring(0, key.lastIndexOf(']') + 1);
    if (reason.startsWith(own)) {
      return reason.substring(own.length());
    }
    if (!layer.isEmpty() && reason.startsWith(layer)) {
      return reason.substring(layer.length()).replaceFirst("^[.:]\\s?", "");
    }
    Matcher other = LAYER.matcher(reason);
    return other.lookingAt()
        ? "layer " + (Integer.parseInt(other.group(1)) + 1) + reason.substring(other.end())
        : reason;
  }
}
