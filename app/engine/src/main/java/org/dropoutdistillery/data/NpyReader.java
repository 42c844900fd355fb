package org.dropoutdistillery.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one array from a stream that holds nothing else. */
final class NpyReader {
  private static final int LONGEST_HEADER = 65_535;

  private final InputStream in;
  private final long length;
  private final String source;
  private final String entry;
  private long position;

  /**
   * @param length number of bytes that the stream is said to have; there is {@link Room} for them
   * @param source path of the file, for messages
   * @param entry name of the array in it; null if the file is the array
   */
  NpyReader(InputStream in, long length, String source, String entry) {
    this.in = in;
    this.length = length;
    this.source = source;
    this.entry = entry;
  }

  NpyArray read() throws IOException {
    NpyHeader header = header();
    long expected = header.bytes();
    if (expected != length - position || expected > Integer.MAX_VALUE - 8) {
      throw wrong((length - position) + " bytes of values", expected + " for " + header);
    }
    byte[] values = bytes((int) expected, "values");
    if (in.read() >= 0) {
      throw wrong("more bytes than stated", expected + " for " + header);
    }
    return new NpyArray(header.type(), header.shape(), values);
  }

  NpyHeader header() throws IOException {
    byte[] start = bytes(Npy.MAGIC.length + 2, "header");
    if (!Arrays.equals(start, 0, Npy.MAGIC.length, Npy.MAGIC, 0, Npy.MAGIC.length)) {
      throw wrong("no NumPy array", "a file that numpy.save or numpy.savez wrote");
    }
    int version = start[Npy.MAGIC.length];
    if (version != 1 && version != 2) {
      throw wrong("format version " + version, "version 1 or 2");
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer stated =
        ByteBuffer.wrap(bytes(lengthBytes, "header")).order(ByteOrder.LITTLE_ENDIAN);
    long textLength = version == 1 ? stated.getShort() & 0xFFFFL : stated.getInt() & 0xFFFFFFFFL;
    if (textLength > LONGEST_HEADER) {
      throw wrong("a header of " + textLength + " bytes", "at most " + LONGEST_HEADER);
    }
    byte[] text = bytes((int) textLength, "header");
    return NpyHeader.parse(new String(text, StandardCharsets.ISO_8859_1), source, entry);
  }

  private byte[] bytes(int count, String part) throws IOException {
    byte[] bytes = new byte[count];
    int read = in.readNBytes(bytes, 0, count);
    position += read;
    if (read < count) {
      throw wrong(
          "the end of the data after %d bytes of its %s".formatted(read, part),
          count + "; the file is cut off");
    }
    return bytes;
  }

  private ArrayFormatException wrong(String found, String expected) {
    return new ArrayFormatException(source, entry, found, expected);
  }
}
