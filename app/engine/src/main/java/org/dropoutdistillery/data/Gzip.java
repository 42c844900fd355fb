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
  // Small: what is read ahead counts as packed, and puts off the end of what is endless.
  private static final int PACKED_AHEAD = 1 << 13;
  private static final long LARGE = 8L << 20;
  private static final long MOST_PACKING = 500;

  private Gzip() {}

  /** Returns what the bytes unpack to, or the bytes themselves if they are not packed. */
  static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip ? new Unpacked(buffered) : buffered;
  }

  /** Ends where a small file would become endless. */
  private static final class Unpacked extends GZIPInputStream {
    private long packed;
    private long unpacked;

    Unpacked(InputStream in) throws IOException {
      super(in, PACKED_AHEAD);
    }

    @Override
    protected void fill() throws IOException {
      super.fill();
      packed += len;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      unpacked += Math.max(read, 0);
      if (unpacked > LARGE && unpacked > MOST_PACKING * packed) {
        throw new ZipException(
            "unpacks to more than %d times its size; unpack it first if that is right"
                .formatted(MOST_PACKING));
      }
      return read;
    }
  }

  /** Returns whether an exception says that a packed file is cut off or changed. */
  static boolean isDamage(IOException e) {
    return e instanceof ZipException || e instanceof EOFException;
  }
}
