package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages lines of JSON. */
final class Lines {
  private Lines() {}

  static byte[] damaged(String whole, Random random) {
    List<String> lines = new ArrayList<>(Arrays.asList(whole.split("\n", -1)));
    int at = random.nextInt(lines.size());
    if (lines.get(at).isEmpty() || random.nextInt(4) == 0) {
      return Texts.damaged(whole, random);
    }
    // One letter for each byte, so that damaged ones survive.
    lines.replaceAll(line -> new String(line.getBytes(UTF_8), ISO_8859_1));
    lines.set(at, new String(Json.damaged(lines.get(at), random), ISO_8859_1));
    return String.join("\n", lines).getBytes(ISO_8859_1);
  }
}
