package org.dropoutdistillery.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Packs bytes. */
final class Gzips {
  private static final int BLOCK = 1 << 16;

  private Gzips() {}

  static byte[] of(byte[] content) {
    return bomb(content, new byte[0], 0);
  }

  /** Returns what unpacks to a head and so many bytes more, of a piece again and again. */
  static byte[] bomb(byte[] head, byte[] piece, long more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes, BLOCK)) {
      out.write(head);
      if (more > 0) {
        byte[] block = repeated(piece);
        for (long left = more; left > 0; left -= block.length) {
          out.write(block, 0, (int) Math.min(left, block.length));
        }
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] repeated(byte[] piece) {
    byte[] block = new byte[Math.max(BLOCK / piece.length, 1) * piece.length];
    for (int i = 0; i < block.length; i++) {
      block[i] = piece[i % piece.length];
    }
    return block;
  }
}
