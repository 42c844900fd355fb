package org.dropoutdistillery.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a file of Hugging Face's format; memory is taken for what the file holds, not promises. */
final class SafetensorsReader {
  private static final int LONGEST_HEADER = 4 << 20;

  private final String source;
  private final SeekableByteChannel in;
  private final long size;

  private SafetensorsReader(String source, SeekableByteChannel in, long size) {
    this.source = source;
    this.in = in;
    this.size = size;
  }

  static Safetensors.Contents read(Path file) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      return new SafetensorsReader(file.toString(), in, in.size()).read();
    }
  }

  private Safetensors.Contents read() throws IOException {
    int length = headerLength();
    long valueBytes = size - Long.BYTES - length;
    SafetensorsHeader header = SafetensorsHeader.parse(text(length), source);
    header.requireFilled(valueBytes);
    Room.requireForArrays(valueBytes, source, null);
    Map<String, NpyArray> inFile = new LinkedHashMap<>();
    for (TensorEntry entry : header.inOrderOfFile()) {
      inFile.put(entry.name(), array(entry));
    }
    return new Safetensors.Contents(inFile, header.texts());
  }

  private int headerLength() throws IOException {
    if (size < Long.BYTES) {
      throw wrong("a file of %d bytes".formatted(size), "safetensors, which begin with 8 bytes");
    }
    long length = littleEndian(bytes(Long.BYTES)).getLong();
    if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
      throw wrong(
          "a header of %s bytes in a file of %d".formatted(Long.toUnsignedString(length), size),
          "safetensors, whose header is at most 4 MiB and within the file");
    }
    return (int) length;
  }

  private String text(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(length));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException noText) {
      throw wrong("a header that is no text", "JSON in UTF-8");
    }
  }

  private NpyArray array(TensorEntry entry) throws IOException {
    long length = entry.end() - entry.begin();
    if (length > Integer.MAX_VALUE - 8) {
      throw new ArrayFormatException(
          source, entry.name(), length + " bytes of values", "fewer than 2^31");
    }
    byte[] values = bytes((int) length);
    return entry.type().isShort()
        ? NpyArray.ofFloats(entry.shape(), entry.type().widened(littleEndian(values)))
        : new NpyArray(entry.type().element(), entry.shape().clone(), values);
  }

  private byte[] bytes(int count) throws IOException {
    byte[] read = new byte[count];
    ByteBuffer bytes = ByteBuffer.wrap(read);
    while (bytes.hasRemaining()) {
      if (in.read(bytes) < 0) {
        throw wrong("the end of the file", "%d more bytes".formatted(bytes.remaining()));
      }
    }
    return read;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ArrayFormatException wrong(String found, String expected) {
    return new ArrayFormatException(source, null, found, expected);
  }
}
