package org.dropoutdistillery.desktop.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** How values stand in fields. */
final class KnobText {
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
}
