package org.dropoutdistillery.data;

import java.util.Arrays;
import java.util.Random;

/** Damages a file where it hurts: mostly its header, now and then its length and its values. */
final class SafetensorsMutation {
  private static final String TOKENS = "{}[]\",:-0123456789.eE F\u0000";

  private SafetensorsMutation() {}

  static byte[] of(byte[] whole, int headerEnd, Random random) {
    byte[] damaged = whole.clone();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      damaged = changed(damaged, Math.min(headerEnd, damaged.length), random);
    }
    return damaged;
  }

  private static byte[] changed(byte[] bytes, int headerEnd, Random random) {
    if (bytes.length < 10) {
      return bytes;
    }
    int inHeader = Math.min(bytes.length - 1, 8 + random.nextInt(Math.max(1, headerEnd - 8)));
    switch (random.nextInt(6)) {
      case 0 -> bytes[inHeader] = (byte) TOKENS.charAt(random.nextInt(TOKENS.length()));
      case 1 -> bytes[inHeader] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[random.nextInt(8)] = (byte) random.nextInt(256);
      case 3 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      case 4 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 40));
      }
      default -> copyWithin(bytes, inHeader, random);
    }
    return bytes;
  }

  /** Lets a piece of the header stand in another place, too: names and offsets come twice. */
  private static void copyWithin(byte[] bytes, int from, Random random) {
    int to = random.nextInt(bytes.length);
    int count = Math.min(1 + random.nextInt(60), bytes.length - Math.max(from, to));
    System.arraycopy(bytes, from, bytes, to, count);
  }
}
