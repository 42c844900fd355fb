package org.dropoutdistillery.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The header of a safetensors file, held to all that the format promises. */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";
  private static final int KEYS = 3;
  private static final int DEEPEST = 4;
  private static final int HIGHEST_RANK = 64;
  private static final int LONGEST_QUOTE = 80;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String source;
  private final List<TensorEntry> entries = new ArrayList<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private SafetensorsHeader(String source) {
    this.source = source;
  }

  /**
   * @throws ArrayFormatException if the text is no such header, or names something not read here
   */
  static SafetensorsHeader parse(String text, String source) throws ArrayFormatException {
    SafetensorsHeader header = new SafetensorsHeader(source);
    for (Map.Entry<String, JsonNode> field : header.tree(text).properties()) {
      if (field.getKey().equals(METADATA)) {
        header.addTexts(field.getValue());
      } else {
        header.entries.add(header.entry(field.getKey(), field.getValue()));
      }
    }
    header.entries.sort(
        Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    return header;
  }

  /** Returns the arrays in the order of their values. */
  List<TensorEntry> inOrderOfFile() {
    return Collections.unmodifiableList(entries);
  }

  Map<String, String> texts() {
    return texts;
  }

  /**
   * Makes sure that the arrays lie one behind the other, and that nothing is left over.
   *
   * @throws ArrayFormatException if they overlap, leave a hole, or do not fill {@code valueBytes}
   */
  void requireFilled(long valueBytes) throws ArrayFormatException {
    long end = 0;
    for (TensorEntry entry : entries) {
      if (entry.begin() != end || entry.end() > valueBytes) {
        throw wrong(
            entry.name(),
            "values from byte %d to %d".formatted(entry.begin(), entry.end()),
            "them to begin at %d, where others end, and to be within %d bytes"
                .formatted(end, valueBytes));
      }
      end = entry.end();
    }
    if (end != valueBytes) {
      throw wrong(
          null,
          "%d bytes of values".formatted(valueBytes),
          "%d as the header says; the file is damaged, get it again".formatted(end));
    }
  }

  private JsonNode tree(String text) throws ArrayFormatException {
    try {
      JsonNode tree = text.startsWith("{") ? MAPPER.readTree(text) : null;
      if (tree == null) {
        throw wrong(null, "no safetensors header", "a JSON object");
      }
      return tree;
    } catch (JsonProcessingException broken) {
      throw wrong(
          null, "a damaged header: " + quote(broken.getOriginalMessage()), "a flat JSON object");
    }
  }

  private void addTexts(JsonNode metadata) throws ArrayFormatException {
    boolean ofTexts = metadata.isObject();
    for (Map.Entry<String, JsonNode> text : metadata.properties()) {
      ofTexts &= text.getValue().isTextual();
      texts.put(text.getKey(), text.getValue().asText());
    }
    if (!ofTexts) {
      throw wrong(null, METADATA + " of another kind", "an object of texts");
    }
  }

  private TensorEntry entry(String name, JsonNode node) throws ArrayFormatException {
    JsonNode offsets = node.path("data_offsets");
    if (!node.isObject()
        || node.size() != KEYS
        || !node.path("dtype").isTextual()
        || !ofCounts(node.path("shape"))
        || !ofCounts(offsets)
        || offsets.size() != 2) {
      throw wrong(
          name, quote(node.toString()), "dtype, a text, shape and two data_offsets, whole numbers");
    }
    TensorType type = type(name, node.get("dtype").asText());
    int[] shape = shape(name, node.get("shape"));
    TensorEntry entry =
        new TensorEntry(name, type, shape, offsets.get(0).asLong(), offsets.get(1).asLong());
    long bytes = NpyHeader.sizeOf(shape) * type.bytes();
    if (entry.end() - entry.begin() != bytes) {
      throw wrong(
          name,
          "values from byte %d to %d".formatted(entry.begin(), entry.end()),
          "%d bytes for %s %s".formatted(bytes, type, Arrays.toString(shape)));
    }
    return entry;
  }

  private static boolean ofCounts(JsonNode node) {
    boolean counts = node.isArray();
    for (JsonNode number : node) {
      counts &= number.isIntegralNumber() && number.canConvertToLong() && number.asLong() >= 0;
    }
    return counts;
  }

  private TensorType type(String name, String code) throws ArrayFormatException {
    return TensorType.ofCode(code)
        .orElseThrow(
            () ->
                wrong(
                    name,
                    "numbers of type " + quote(code),
                    "one of " + TensorType.codes() + "; convert it with t.float()"));
  }

  private int[] shape(String name, JsonNode node) throws ArrayFormatException {
    int[] shape = new int[node.size()];
    boolean fits = shape.length <= HIGHEST_RANK;
    for (int i = 0; i < shape.length; i++) {
      fits &= node.get(i).canConvertToInt();
      shape[i] = node.get(i).asInt();
    }
    try {
      if (fits) {
        NpyHeader.sizeOf(shape);
        return shape;
      }
    } catch (IllegalArgumentException tooLarge) {
      fits = false;
    }
    throw wrong(
        name,
        "shape " + quote(node.toString()),
        "at most %d dimensions and fewer than 2^31 values".formatted(HIGHEST_RANK));
  }

  private ArrayFormatException wrong(String entry, String found, String expected) {
    return new ArrayFormatException(source, entry == null ? null : quote(entry), found, expected);
  }

  private static String quote(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
  }
}
