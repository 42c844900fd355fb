package org.dropoutdistillery.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dropoutdistillery.evaluate.Interval;

/** Numbers as JSON, which has no infinity: null stands for what is unbounded or missing. */
final class Nodes {
  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private Nodes() {}

  static ObjectNode object() {
    return FACTORY.objectNode();
  }

  static JsonNode interval(Interval interval) {
    if (interval == null) {
      return FACTORY.nullNode();
    }
    return object()
        .<ObjectNode>set("value", finite(interval.value()))
        .<ObjectNode>set("low", finite(interval.low()))
        .set("high", finite(interval.high()));
  }

  /** Returns the value alone. */
  static JsonNode value(Interval interval) {
    return interval == null ? FACTORY.nullNode() : finite(interval.value());
  }

  static JsonNode finite(double number) {
    return Double.isFinite(number) ? FACTORY.numberNode(number) : FACTORY.nullNode();
  }
}
