package org.dropoutdistillery.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Images in the IDX format and their labels beside them, of which one is damaged. */
record IdxKind(List<Reading> readings) implements FileKind {
  private static final int[] SIZES = {
    0, 1, 2, 3, 6, 255, 65_536, 100_000_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE
  };
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;
  private static final int ROWS = 12;
  private static final byte[] NONE = {};
  private static final List<Supplier<byte[]>> THOUGHT_OF =
      List.of(
          () -> bomb(100_000_000, idx(IMAGES, NONE, 100_000_000, 1, 1)),
          () -> bomb(50_000_000, idx(IMAGES, NONE, 2, 5000, 5000)),
          () -> bomb(20_000_000, idx(IMAGES, NONE, 20_000_000, 1, 1)),
          () -> bomb(100_000_000, idx(IMAGES, NONE, ROWS, 2, 3)),
          () -> bomb(1000, idx(IMAGES, NONE, ROWS, 1, 2_000_000_000 / ROWS)),
          () -> idx(IMAGES, new byte[500_000], 50_000_000, 2, 3),
          () -> idx(IMAGES, new byte[1], ROWS, 30_000, 5000),
          () -> idx(0x802, new byte[ROWS * 2], ROWS, 2),
          () -> idx(0x8FF, new byte[2000], 1, 1, 1));

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public Path write(long number, Random random, Path folder) throws IOException {
    List<Supplier<byte[]>> thoughtOf = THOUGHT_OF;
    byte[] images = idx(IMAGES, Bytes.random(ROWS * 6, random), ROWS, 2, 3);
    byte[] classes = new byte[ROWS];
    for (int i = 0; i < ROWS; i++) {
      classes[i] = (byte) (i % 3);
    }
    byte[] labels = idx(LABELS, classes, ROWS);
    if (number < thoughtOf.size()) {
      images = thoughtOf.get((int) number).get();
    } else if (random.nextInt(3) > 0) {
      images = damaged(images, 4, random);
    } else {
      labels = damaged(labels, 2, random);
    }
    boolean packed = random.nextInt(3) == 0 && number >= thoughtOf.size();
    String ending = packed ? ".gz" : "";
    Files.write(
        folder.resolve("a-labels-idx1-ubyte" + ending), packed ? packed(labels, random) : labels);
    return Files.write(
        folder.resolve("a-images-idx3-ubyte" + ending), packed ? packed(images, random) : images);
  }

  private static byte[] packed(byte[] bytes, Random random) {
    byte[] packed = Gzips.of(bytes);
    return random.nextInt(4) == 0 ? Bytes.damaged(packed, random) : packed;
  }

  private static byte[] damaged(byte[] file, int header, Random random) {
    byte[] bytes = file.clone();
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        int at = 4 * (1 + random.nextInt(header - 1));
        ByteBuffer.wrap(bytes).putInt(at, SIZES[random.nextInt(SIZES.length)]);
      }
      case 2 -> bytes[random.nextInt(4)] = (byte) random.nextInt(16);
      default -> {
        return Bytes.damaged(bytes, random);
      }
    }
    return bytes;
  }

  private static byte[] bomb(long zeros, byte[] head) {
    return Gzips.bomb(head, new byte[1], zeros);
  }

  private static byte[] idx(int magic, byte[] values, int... sizes) {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(magic);
    for (int size : sizes) {
      header.putInt(size);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.array());
    out.writeBytes(values);
    return out.toByteArray();
  }
}
