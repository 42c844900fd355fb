package org.dropoutdistillery.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text in UTF-8, of which there may not be more than there is memory for. */
public final class TextFile {
  /** The longest JSON in bytes: a recipe with some ten thousand live changes. */
  public static final int MOST_JSON = 4 << 20;

  private TextFile() {}

  /** Returns the bytes that a long text may have, such as the curve of a run. */
  public static long mostOfLong() {
    return Runtime.getRuntime().maxMemory() / 16;
  }

  /**
   * Reads a file as a whole.
   *
   * @param most bytes
   * @param expected what it should hold, for messages
   * @throws TextFormatException if it is longer, or no UTF-8
   * @throws IOException if it cannot be read
   */
  public static String read(Path file, int most, String expected) throws IOException {
    requireNoFolder(file, expected);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw tooLong(file, most, expected);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException noText) {
      throw new TextFormatException(file, "no text", expected + " in UTF-8");
    }
  }

  /**
   * Opens a file that is read piece by piece; the caller closes it. Where it is no UTF-8, reading
   * throws a {@link CharacterCodingException}.
   *
   * @param expected what it should hold, for messages
   * @throws TextFormatException if it is longer than {@link #mostOfLong}
   * @throws IOException if it cannot be read
   */
  public static BufferedReader open(Path file, String expected) throws IOException {
    requireNoFolder(file, expected);
    FileChannel channel = FileChannel.open(file);
    try {
      if (channel.size() > mostOfLong()) {
        throw tooLong(file, mostOfLong(), expected);
      }
      return reader(Channels.newInputStream(channel));
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  /** Returns a reader of UTF-8 that does not pass over what is none. */
  public static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  private static void requireNoFolder(Path file, String expected) throws TextFormatException {
    if (Files.isDirectory(file)) {
      throw new TextFormatException(file, "a folder", expected);
    }
  }

  private static TextFormatException tooLong(Path file, long most, String expected) {
    return new TextFormatException(file, "longer than " + most + " bytes", expected);
  }
}
