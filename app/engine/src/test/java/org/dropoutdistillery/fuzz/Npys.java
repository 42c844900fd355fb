package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages arrays in NumPy's format. */
final class Npys {
  static final List<String> SHAPES =
      List.of(
          "()",
          "(0,)",
          "(0, 2147483647)",
          "(-1,)",
          "(2147483647,)",
          "(2147483648,)",
          "(65536, 65536)",
          "(46341, 46341)",
          "(1" + ", 1".repeat(64) + ")",
          "(3, 2",
          "(3 2)",
          "(,)",
          "(1,,2)",
          "((1,2),)",
          "(2, 1)",
          "(4,)",
          "(20000, 20000)",
          "(1, 10000000)",
          "(10000000, 1)",
          "(" + "9,".repeat(30_000) + ")",
          "(1e3,)");
  static final List<String> TYPES =
      List.of(
          "<f4", "<f8", "<i4", "<i8", "|u1", ">f4", "|O", "<U5", "<f2", "<c8", "|b1", "<u8", "",
          "<f4'", "V16");
  private static final int PREAMBLE = 10;

  private Npys() {}

  /** Returns an array as bytes; neither type, shape nor order need to fit the values. */
  static byte[] of(String type, String order, String shape, byte[] values) {
    return of(
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(type, order, shape),
        values);
  }

  static byte[] of(String header, byte[] values) {
    byte[] text = (header + " \n").getBytes(ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.writeBytes(
        ByteBuffer.allocate(2)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) text.length)
            .array());
    out.writeBytes(text);
    out.writeBytes(values);
    return out.toByteArray();
  }

  private static int headerEnd(byte[] whole) {
    return Math.min(whole.length, PREAMBLE + (whole[8] & 0xFF) + 256 * (whole[9] & 0xFF));
  }

  /** Returns what follows the header. */
  static byte[] values(byte[] whole) {
    return Arrays.copyOfRange(whole, headerEnd(whole), whole.length);
  }

  static byte[] damaged(byte[] whole, Random random) {
    if (whole.length < PREAMBLE) {
      return Bytes.damaged(whole, random);
    }
    byte[] values = values(whole);
    String header = new String(whole, PREAMBLE, headerEnd(whole) - PREAMBLE, ISO_8859_1).strip();
    return switch (random.nextInt(9)) {
      case 0, 1 -> of(header.replaceFirst("\\([^)]*\\)", Texts.one(SHAPES, random)), values);
      case 2 ->
          of(
              header.replaceFirst(
                  "'[<>|]..'", "'" + Texts.one(TYPES, random).replace("$", "") + "'"),
              values);
      case 3 -> of(header, withOddNumber(values, random));
      case 4 -> of(new String(Texts.damaged(header, random), ISO_8859_1), values);
      case 5 -> of(header, Bytes.damaged(values, random));
      case 6 -> withHeaderLength(whole, random);
      case 7 ->
          of(
              Texts.one(TYPES, random),
              random.nextBoolean() ? "False" : "True",
              Texts.one(SHAPES, random),
              values);
      default -> Bytes.damaged(whole, random);
    };
  }

  private static byte[] withHeaderLength(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    bytes[6] = (byte) random.nextInt(4);
    bytes[8] = (byte) random.nextInt(256);
    bytes[9] = (byte) random.nextInt(256);
    return bytes;
  }

  /** NaN, an infinity, or one that is too large, as a float or as a double. */
  static byte[] withOddNumber(byte[] values, Random random) {
    byte[] odd = values.clone();
    ByteBuffer buffer = ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN);
    double number =
        List.of(Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e38, 0.5, 1e-310)
            .get(random.nextInt(6));
    if (odd.length >= 8 && random.nextBoolean()) {
      buffer.putDouble(random.nextInt(odd.length / 8) * 8, number);
    } else if (odd.length >= 4) {
      buffer.putFloat(random.nextInt(odd.length / 4) * 4, (float) number);
    }
    return odd;
  }
}
