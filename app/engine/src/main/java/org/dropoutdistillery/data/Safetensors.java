package org.dropoutdistillery.data;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;

/**
 * Hugging Face's format for named arrays: the length of a header in 8 bytes, little-endian, the
 * header as JSON, filled up with spaces to a multiple of 8 bytes, then the values of all arrays.
 */
public final class Safetensors {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int ALIGNMENT = 8;

  /**
   * What a file holds.
   *
   * @param arrays by their names, in the order of their values; those of 16 bits widened to 32
   * @param texts the metadata
   */
  public record Contents(Map<String, NpyArray> arrays, Map<String, String> texts) {
    public Contents {
      arrays = Collections.unmodifiableMap(arrays);
      texts = Collections.unmodifiableMap(texts);
    }
  }

  private Safetensors() {}

  /**
   * Reads all arrays of a file.
   *
   * @throws ArrayFormatException if the file is damaged or holds something that is not read here
   * @throws IOException if it cannot be read
   */
  public static Contents read(Path file) throws IOException {
    return SafetensorsReader.read(file);
  }

  /**
   * Writes arrays in the order of the map. The same arrays and metadata in the same order always
   * give the same bytes. Leaves {@code out} open.
   *
   * @param metadata free texts by their names
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(
      OutputStream out, Map<String, NpyArray> arrays, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(arrays, metadata);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    for (NpyArray array : arrays.values()) {
      array.writeValues(out);
    }
  }

  private static byte[] header(Map<String, NpyArray> arrays, Map<String, String> metadata)
      throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    if (!metadata.isEmpty()) {
      root.set("__metadata__", MAPPER.valueToTree(metadata));
    }
    long offset = 0;
    for (Map.Entry<String, NpyArray> entry : arrays.entrySet()) {
      NpyArray array = entry.getValue();
      ObjectNode tensor = root.putObject(entry.getKey());
      tensor.put("dtype", array.type().tensorCode());
      tensor.set("shape", MAPPER.valueToTree(array.shape()));
      long end = offset + (long) array.size() * array.type().bytes();
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = MAPPER.writeValueAsBytes(root);
    byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }
}
