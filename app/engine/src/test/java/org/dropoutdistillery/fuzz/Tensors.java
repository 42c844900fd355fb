package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Damages files in the format safetensors. */
final class Tensors {
  private static final int LENGTH = 8;

  private Tensors() {}

  static byte[] damaged(byte[] whole, Random random) {
    int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String json = new String(whole, LENGTH, header, UTF_8);
    byte[] values = Arrays.copyOfRange(whole, LENGTH + header, whole.length);
    return switch (random.nextInt(8)) {
      case 0 -> Bytes.damaged(whole, random);
      case 1 -> of(json, Bytes.damaged(values, random));
      case 2 -> of(json, Npys.withOddNumber(values, random));
      case 3 -> of(json.replaceFirst("\"F32\"", Texts.one(TYPES, random)), values);
      case 4 -> of(json.replaceFirst("\\[\\d+,\\d+\\]", Texts.one(PAIRS, random)), values);
      case 5 -> withLength(whole, random);
      default -> of(new String(Json.damaged(json, random), UTF_8), values);
    };
  }

  private static final List<String> TYPES =
      List.of(
          "\"F64\"", "\"F16\"", "\"BF16\"", "\"I32\"", "\"U8\"", "\"BOOL\"", "\"\"", "7", "null");
  private static final List<String> PAIRS =
      List.of(
          "[0,0]",
          "[4,0]",
          "[-1,3]",
          "[0,9223372036854775807]",
          "[0,9223372036854775808]",
          "[1.5,2]",
          "[]",
          "[65536,65536]",
          "[46341,46341]",
          "[2147483648,1]",
          "[0,4]",
          "[1]",
          "null",
          "[[1],[1]]");

  private static byte[] withLength(byte[] whole, Random random) {
    long[] lengths = {
      0,
      1,
      2,
      whole.length,
      whole.length - 8,
      5 << 20,
      Integer.MAX_VALUE,
      Long.MAX_VALUE,
      -1,
      random.nextLong()
    };
    byte[] bytes = whole.clone();
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(lengths[random.nextInt(lengths.length)]);
    return bytes;
  }

  static byte[] of(String header, byte[] values) {
    byte[] text = header.getBytes(UTF_8);
    return ByteBuffer.allocate(LENGTH + text.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(values)
        .array();
  }

  static List<Supplier<byte[]>> thoughtOf() {
    String[] many = new String[40_000];
    Arrays.setAll(many, i -> i + ".weight");
    String digits = "1".repeat(1_000_000);
    return List.of(
        () -> named(many),
        () -> named(digits + ".weight", digits + "2.weight"),
        () -> named("weight", ".weight"),
        () -> named("../a.weight", "/tmp/b.weight", "\\u0000.weight", "a\\n.weight"),
        () -> of("[".repeat(100_000), new byte[0]),
        () -> of("{\"a\":" + "[".repeat(2_000_000), new byte[0]),
        () -> of("{\"__metadata__\":{\"a\":\"" + "x".repeat(4_000_000) + "\"}}", new byte[0]),
        () -> of("{\"a\":[" + "{},".repeat(1_300_000) + "{}]}", new byte[0]),
        () -> of(" ".repeat(4_000_000) + "{}", new byte[0]),
        () -> of("{}", new byte[0]),
        () -> new byte[0],
        () -> new byte[7]);
  }

  /** Returns a file of arrays of one number each. */
  private static byte[] named(String... names) {
    StringJoiner tensors = new StringJoiner(",", "{", "}");
    for (int i = 0; i < names.length; i++) {
      tensors.add(
          "\"%s\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[%d,%d]}"
              .formatted(names[i], 4 * i, 4 * i + 4));
    }
    return of(tensors.toString(), new byte[4 * names.length]);
  }
}
