package org.dropoutdistillery.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Gzip files, which are told by their first two bytes and not by their names. */
final class Gzip {
  private static final int BUFFER = 1 << 16;

  private Gzip() {}

  /** Returns what the bytes unpack to, or the bytes themselves if they are not packed. */
  static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  /** Returns whether an exception says that a packed file is cut off or changed. */
  static boolean isDamage(IOException e) {
    return e instanceof ZipException || e instanceof EOFException;
  }
}
