package org.dropoutdistillery.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes without knowing what they mean. */
final class Bytes {
  private static final byte[] ODD = {
    0, 1, 0x7F, (byte) 0x80, (byte) 0xFF, ' ', '\n', '"', '{', ','
  };
  private static final int LONGEST_PIECE = 64;

  private Bytes() {}

  /** Returns a damaged copy. */
  static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return random(random.nextInt(LONGEST_PIECE), random);
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(9)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      case 3 -> bytes[at] = ODD[random.nextInt(ODD.length)];
      case 4 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
      case 5 -> {
        int from = random.nextInt(bytes.length);
        int count = Math.min(random.nextInt(LONGEST_PIECE), bytes.length - Math.max(at, from));
        System.arraycopy(bytes, from, bytes, at, count);
      }
      case 6 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 7 -> {
        return spliced(bytes, at, at, random(1 + random.nextInt(LONGEST_PIECE), random));
      }
      default -> {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(LONGEST_PIECE));
        return spliced(bytes, at, end, new byte[0]);
      }
    }
    return bytes;
  }

  /** Returns the bytes with those from {@code from} to {@code to} replaced. */
  static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    byte[] result = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
    return result;
  }

  static byte[] random(int count, Random random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
