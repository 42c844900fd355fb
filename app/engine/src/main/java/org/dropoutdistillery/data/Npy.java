package org.dropoutdistillery.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * NumPy's format for one array (NumPy Enhancement Proposal 1): little-endian, C order. Reads
 * versions 1 and 2, writes version 1.
 */
public final class Npy {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Reads a {@code .npy} file.
   *
   * @throws ArrayFormatException if it is damaged or holds something that is not read here
   * @throws IOException if it cannot be read
   */
  public static NpyArray read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      // Of what was opened: another file may have taken its place.
      long length = channel.size();
      Room.requireForArrays(length, file.toString(), null);
      InputStream in = Channels.newInputStream(channel);
      return new NpyReader(in, length, file.toString(), null).read();
    }
  }

  /**
   * Writes a {@code .npy} file's content. The same array always gives the same bytes.
   *
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(OutputStream out, NpyArray array) throws IOException {
    byte[] text =
        new NpyHeader(array.type(), array.shape()).text().getBytes(StandardCharsets.US_ASCII);
    int preamble = MAGIC.length + 2 + Short.BYTES;
    int unpadded = preamble + text.length + 1;
    int padded = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[padded];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (padded - preamble))
        .put(text);
    header[padded - 1] = '\n';
    out.write(header);
    array.writeValues(out);
  }

  static byte[] bytes(NpyArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, array);
    return out.toByteArray();
  }
}
