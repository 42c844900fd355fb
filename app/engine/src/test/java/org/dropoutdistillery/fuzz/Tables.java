package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Tables of text. */
final class Tables {
  private static final List<String> SOUND =
      List.of(
          "x1,x2,label\n0.5,1,a\n1.5,2,b\n-3e2,3,a\n0,0,b\n1,1,a\n2,2,b\n3,3,a\n4,4,b\n",
          "1;2;0\n3;4;1\n5;6;0\n7;8;1\n9;10;0\n11;12;1\n",
          "\"a\"\"b\"\t\"y\"\r\n1.25\t10.5\r\n2.25\t20.5\r\n3.25\t30.25\r\n4\t40.125\r\n5\t50.1\r\n6\t1e-3\r\n",
          "x1 x2 label\n1 2 3\n4 5 6\n7 8 9\n1 1 3\n2 2 6\n3 3 9\n");

  private Tables() {}

  static byte[] damaged(Random random) {
    byte[] table = Texts.damaged(Texts.one(SOUND, random), random);
    if (random.nextInt(5) > 0) {
      return table;
    }
    byte[] packed = Gzips.of(table);
    return random.nextBoolean() ? Bytes.damaged(packed, random) : packed;
  }

  static List<Supplier<byte[]>> thoughtOf() {
    String head = "x1,label\n1,2\n2,3\n";
    String wide = "0,".repeat(9999) + "0\n";
    return List.of(
        () -> bomb(head, "1,2\n"),
        () -> bomb(head, wide),
        () -> bomb(wide, wide),
        () -> bomb(head, "\n"),
        () -> bomb(head, "1,a"),
        () -> bomb(head, "1,"),
        () -> bomb(head, "9"),
        () -> bomb(head, "\""),
        () -> bomb("\"", "x\n"),
        () -> bomb(head, "\u0000"),
        () -> bomb(head, "?,?\n"),
        () -> ("a,".repeat(2_000_000) + "b\n").getBytes(UTF_8),
        () -> ("1,2\n" + "9".repeat(20_000_000) + ",2\n").getBytes(UTF_8),
        () -> "\n\n\n".getBytes(UTF_8),
        () -> new byte[0],
        () -> new byte[] {0x1f, (byte) 0x8b},
        () -> new byte[1000]);
  }

  private static byte[] bomb(String head, String piece) {
    return Gzips.bomb(head.getBytes(UTF_8), piece.getBytes(UTF_8), 100_000_000);
  }
}
