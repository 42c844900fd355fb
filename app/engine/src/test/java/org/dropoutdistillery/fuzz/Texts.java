package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages text where it hurts: its numbers, its lines, its characters. */
final class Texts {
  static final List<String> NUMBERS =
      List.of(
          "0",
          "-0.0",
          "-1",
          "1e308",
          "-1e309",
          "1e-320",
          "1e999999999",
          "NaN",
          "Infinity",
          "-Infinity",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "1e18",
          "0x1p3",
          "1_000",
          "1,5",
          "١٢",
          "4294967296",
          "65537",
          "",
          " ",
          "9".repeat(2000));
  static final List<String> WORDS =
      List.of(
          "null",
          "true",
          "\"",
          "\\",
          "''",
          "../../x",
          "/etc/passwd",
          "C:\\x",
          "\u0000",
          "\uFEFF",
          "é",
          "\uD83D\uDE00",
          "\u202E",
          "%s%n%d",
          "{}",
          "[]",
          "a".repeat(70_000),
          "\n",
          "\r",
          "$1",
          "model.json");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final int MOST_BYTES = 1 << 20;

  private Texts() {}

  /** Returns a damaged text, now and then as bytes that are no UTF-8. */
  static byte[] damaged(String whole, Random random) {
    String text = whole;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      text = changed(text, random);
    }
    return switch (random.nextInt(20)) {
      case 0 -> text.getBytes(UTF_16);
      case 1 -> (text + "é").getBytes(ISO_8859_1);
      case 2 -> ("\uFEFF" + text).getBytes(UTF_8);
      case 3, 4, 5 -> Bytes.damaged(text.getBytes(UTF_8), random);
      default -> text.getBytes(UTF_8);
    };
  }

  private static String changed(String text, Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> withOtherNumber(text, random);
      case 2 -> withOtherLines(text, random);
      case 3 -> inserted(text, one(WORDS, random), random);
      case 4 -> inserted(text, one(NUMBERS, random), random);
      default -> withPieceRepeated(text, random);
    };
  }

  private static String withOtherNumber(String text, Random random) {
    Matcher numbers = NUMBER.matcher(text);
    if (!numbers.find(random.nextInt(text.length() + 1)) && !numbers.find(0)) {
      return inserted(text, one(NUMBERS, random), random);
    }
    return text.substring(0, numbers.start())
        + one(NUMBERS, random)
        + text.substring(numbers.end());
  }

  private static String withOtherLines(String text, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      default -> lines.set(at, "");
    }
    return String.join(random.nextInt(8) == 0 ? "\r" : "\n", lines);
  }

  private static String inserted(String text, String piece, Random random) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + piece + text.substring(at);
  }

  private static String withPieceRepeated(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(80));
    int times = Math.min(1 + random.nextInt(300), MOST_BYTES / Math.max(1, text.length()));
    return text.substring(0, from) + text.substring(from, to).repeat(times) + text.substring(from);
  }

  static <T> T one(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
