package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Damages JSON that stays JSON, most of the time. */
final class Json {
  /** Texts of which each is a small file and would be a large thing in memory. */
  static final List<Supplier<String>> BOMBS =
      List.of(
          () -> "[".repeat(100_000),
          () -> "{\"a\":".repeat(100_000),
          () -> "[" + "{},".repeat(1_300_000) + "{}]",
          () -> "{\"recipe\":[" + "{},".repeat(1_300_000) + "{}]}",
          () -> "[" + "1,".repeat(2_000_000) + "1]",
          () -> "9".repeat(4_000_000),
          () -> "\"" + "x".repeat(4_000_000) + "\"",
          () -> "{\"version\":1,\"name\":\"" + "x".repeat(4_000_000) + "\"}",
          () -> "{\"a\":" + "9".repeat(900_000) + "}",
          () -> "{" + "\"a\":1,".repeat(600_000) + "\"b\":2}",
          () -> " ".repeat(30_000_000),
          () -> "x".repeat(30_000_000),
          () -> "null",
          () -> "",
          () -> "\u0000");

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  static byte[] damaged(String whole, Random random) {
    if (random.nextInt(5) == 0) {
      return Texts.damaged(whole, random);
    }
    JsonNode root = parsed(whole);
    if (root == null) {
      return Texts.damaged(whole, random);
    }
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      change(root, random);
    }
    try {
      return root.toString().getBytes(UTF_8);
    } catch (RuntimeException tooDeepToWrite) {
      return Texts.damaged(whole, random);
    }
  }

  /** Returns null for what was damaged before. */
  private static JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException damagedBefore) {
      return null;
    }
  }

  /** A place in a tree: below an object by its key, below a list by its index. */
  private record Place(JsonNode parent, String key, int index) {
    JsonNode get() {
      return key == null ? parent.get(index) : parent.get(key);
    }

    void set(JsonNode value) {
      if (key == null) {
        ((ArrayNode) parent).set(index, value);
      } else {
        ((ObjectNode) parent).set(key, value);
      }
    }

    void remove() {
      if (key == null) {
        ((ArrayNode) parent).remove(index);
      } else {
        ((ObjectNode) parent).remove(key);
      }
    }
  }

  private static void change(JsonNode root, Random random) {
    List<Place> places = new ArrayList<>();
    collect(root, places);
    if (places.isEmpty()) {
      return;
    }
    Place place = Texts.one(places, random);
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> place.set(odd(random));
      case 3, 4 -> place.set(nudged(place.get(), random));
      case 5 -> place.remove();
      case 6 -> place.set(Texts.one(places, random).get().deepCopy());
      case 7 -> add(place, random);
      default -> place.set(wrapped(place.get(), random));
    }
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node.isObject()) {
      node.properties().forEach(field -> places.add(new Place(node, field.getKey(), 0)));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.add(new Place(node, null, i));
    }
    node.forEach(child -> collect(child, places));
  }

  private static JsonNode odd(Random random) {
    return switch (random.nextInt(16)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.arrayNode();
      case 3 -> NODES.objectNode();
      case 4 -> NODES.arrayNode().addNull();
      case 5 -> NODES.numberNode(-1);
      case 6 -> NODES.numberNode(Integer.MAX_VALUE);
      case 7 -> NODES.numberNode(Long.MIN_VALUE);
      case 8 -> NODES.numberNode(BigInteger.TWO.pow(64));
      case 9 -> NODES.numberNode(new BigDecimal("1e-400"));
      case 10 -> NODES.numberNode(1e308);
      case 11 -> NODES.numberNode(Double.MIN_VALUE);
      case 12 -> NODES.numberNode(0);
      case 13 -> NODES.textNode(Texts.one(Texts.NUMBERS, random));
      default -> NODES.textNode(Texts.one(Texts.WORDS, random));
    };
  }

  /** Returns something like it: of the same kind, near or far. */
  private static JsonNode nudged(JsonNode node, Random random) {
    if (node.isIntegralNumber()) {
      long value = node.longValue();
      return NODES.numberNode(
          switch (random.nextInt(6)) {
            case 0 -> value + 1;
            case 1 -> value - 1;
            case 2 -> -value;
            case 3 -> value * 1000 + 7;
            case 4 -> (long) random.nextInt(100);
            default -> 1L << random.nextInt(63);
          });
    }
    if (node.isNumber()) {
      return NODES.numberNode(node.doubleValue() * (random.nextDouble() * 4 - 1));
    }
    if (node.isTextual()) {
      byte[] damaged = Bytes.damaged(node.textValue().getBytes(UTF_8), random);
      return NODES.textNode(new String(damaged, UTF_8));
    }
    if (node.isBoolean()) {
      return NODES.booleanNode(!node.booleanValue());
    }
    return wrapped(node, random);
  }

  private static JsonNode wrapped(JsonNode node, Random random) {
    JsonNode wrapped = node.deepCopy();
    for (int depth = random.nextInt(10) == 0 ? 990 : 1; depth > 0; depth--) {
      wrapped =
          random.nextBoolean()
              ? NODES.arrayNode().add(wrapped)
              : NODES.objectNode().set("a", wrapped);
    }
    return wrapped;
  }

  private static void add(Place place, Random random) {
    if (place.parent() instanceof ObjectNode object) {
      object.set(Texts.one(Texts.WORDS, random), odd(random));
    } else {
      ArrayNode list = (ArrayNode) place.parent();
      JsonNode copied = place.get();
      for (int i = 1 + random.nextInt(100); i > 0; i--) {
        list.add(copied.deepCopy());
      }
    }
  }
}
