package org.dropoutdistillery.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * One file in the IDX format of the MNIST data sets: two zero bytes, the type and the number of
 * dimensions, each dimension as a big-endian int, then the values in C order. Plain or gzip;
 * unsigned bytes only.
 */
final class IdxStream implements AutoCloseable {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int HIGHEST_RANK = 3;
  private static final int BUFFER = 1 << 16;
  // Deflate packs at most 258 bytes into 2 bits.
  private static final long HIGHEST_PACKING = 1032;

  private final String source;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final int[] shape;
  private long position;

  private IdxStream(String source, InputStream in, long length) throws IOException {
    this.source = source;
    this.in = in;
    shape = readShape();
    requireEnoughBytes(length);
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws DatasetFormatException if it is no IDX file, or too short for what its header says
   * @throws IOException if it cannot be read
   */
  static IdxStream open(ByteSource bytes) throws IOException {
    InputStream packed = bytes.open();
    try {
      long length = bytes.length(packed);
      return new IdxStream(bytes.name(), Gzip.unpacked(packed), length);
    } catch (IOException e) {
      packed.close();
      throw Gzip.isDamage(e) ? damaged(bytes.name(), 0, e) : e;
    }
  }

  int[] shape() {
    return shape.clone();
  }

  String source() {
    return source;
  }

  /**
   * Reads all values, each as its level.
   *
   * @param levels [256]
   * @param target from {@code offset} on
   */
  void readLevels(float[] levels, float[] target, int offset) throws IOException {
    int done = 0;
    for (long left = size(); left > 0; ) {
      int count = fill((int) Math.min(left, BUFFER));
      for (int i = 0; i < count; i++) {
        target[offset + done + i] = levels[buffer[i] & 0xFF];
      }
      done += count;
      left -= count;
    }
    requireEnd();
  }

  /** Reads all values, each from 0 to 255. */
  int[] readNumbers() throws IOException {
    int[] numbers = new int[Math.toIntExact(size())];
    for (int done = 0; done < numbers.length; ) {
      int count = fill(Math.min(numbers.length - done, BUFFER));
      for (int i = 0; i < count; i++) {
        numbers[done++] = buffer[i] & 0xFF;
      }
    }
    requireEnd();
    return numbers;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Returns the product of the shape; the header was refused if it exceeds an int. */
  private long size() {
    return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
  }

  private int[] readShape() throws IOException {
    fill(4);
    if (buffer[0] != 0 || buffer[1] != 0) {
      throw wrong(
          0,
          "0x%02x%02x%02x%02x".formatted(buffer[0], buffer[1], buffer[2], buffer[3]),
          "the start of an IDX file, 0x00000803 for images or 0x00000801 for labels");
    }
    int rank = buffer[3];
    if (buffer[2] != UNSIGNED_BYTES) {
      throw wrong(2, "values of type 0x%02x".formatted(buffer[2]), "0x08, unsigned bytes");
    }
    if (rank < 1 || rank > HIGHEST_RANK) {
      throw wrong(3, rank + " dimensions", "1 for labels, 2 or 3 for images");
    }
    int[] dimensions = new int[rank];
    long size = 1;
    for (int i = 0; i < rank; i++) {
      fill(4);
      dimensions[i] = java.nio.ByteBuffer.wrap(buffer).getInt();
      size *= Math.max(dimensions[i], 0);
      if (dimensions[i] < 1 || size > Integer.MAX_VALUE - 8) {
        throw wrong(
            position - 4,
            "dimension " + dimensions[i],
            "1 or more, and at most 2^31 - 9 values in all");
      }
    }
    return dimensions;
  }

  /** Checks the promise of the header before memory is taken for it. */
  private void requireEnoughBytes(long length) throws DatasetFormatException {
    long packing = in instanceof GZIPInputStream ? HIGHEST_PACKING : 1;
    if (length < Long.MAX_VALUE / HIGHEST_PACKING && size() > length * packing) {
      throw wrong(
          4,
          "dimensions %s in a file of %d bytes".formatted(Arrays.toString(shape), length),
          "a file that holds them; it is cut off");
    }
  }

  private int fill(int count) throws IOException {
    try {
      int read = in.readNBytes(buffer, 0, count);
      position += read;
      if (read < count) {
        throw wrong(position, "the end of the file", "more values; it is cut off");
      }
      return read;
    } catch (IOException e) {
      throw Gzip.isDamage(e) ? damaged(source, position, e) : e;
    }
  }

  private void requireEnd() throws IOException {
    try {
      if (in.read() >= 0) {
        throw wrong(
            position,
            "more bytes",
            "the end of the file after %d values of shape %s"
                .formatted(size(), Arrays.toString(shape)));
      }
    } catch (IOException e) {
      throw Gzip.isDamage(e) ? damaged(source, position, e) : e;
    }
  }

  private DatasetFormatException wrong(long offset, String found, String expected) {
    return DatasetFormatException.atByte(source, offset, found, expected);
  }

  private static DatasetFormatException damaged(String source, long offset, IOException cause) {
    String detail = cause instanceof EOFException ? "cut off" : cause.getMessage();
    DatasetFormatException exception =
        DatasetFormatException.atByte(
            source, offset, "a damaged gzip file: " + detail, "a whole one; get it again");
    exception.initCause(cause);
    return exception;
  }
}
