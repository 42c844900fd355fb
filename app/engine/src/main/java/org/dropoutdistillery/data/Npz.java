package org.dropoutdistillery.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's format for several named arrays: a zip file of {@code .npy} files. */
public final class Npz {
  private static final String SUFFIX = ".npy";
  // Any fixed date would do but 1980-01-01, for which java.util.zip adds the time zone.
  private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int MOST_TEXT_BYTES = 4 << 20;
  // Deflate packs at most 258 bytes into 2 bits.
  private static final long MOST_PACKING = 1032;
  private static final int LEAST_CHECKED = 1 << 10;

  /**
   * What a file holds.
   *
   * @param arrays by their names (without {@code .npy}), in the order of the file
   * @param texts the entries that are no arrays, by their whole names
   */
  public record Contents(Map<String, NpyArray> arrays, Map<String, byte[]> texts) {
    public Contents {
      arrays = Collections.unmodifiableMap(arrays);
      texts = Collections.unmodifiableMap(texts);
    }
  }

  private Npz() {}

  /**
   * Reads all arrays of a file, stored or compressed, and compares their checksums.
   *
   * @return the arrays by their names (without {@code .npy}), in the order of the file; read-only
   * @throws ArrayFormatException if the file is damaged or holds something that is not read here
   * @throws IOException if it cannot be read
   */
  public static Map<String, NpyArray> read(Path file) throws IOException {
    return read(file, Set.of()).arrays();
  }

  /**
   * Reads all arrays of a file, and texts that may lie between them.
   *
   * @param textNames names of entries that are no arrays; each may be absent
   * @throws ArrayFormatException as above, and if a text is longer than 4 MiB
   * @throws IOException if it cannot be read
   */
  public static Contents read(Path file, Set<String> textNames) throws IOException {
    String source = file.toString();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    Map<String, byte[]> texts = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      requireRoom(zip, source);
      for (ZipEntry entry : entries(zip)) {
        if (textNames.contains(entry.getName())) {
          if (texts.put(entry.getName(), text(zip, entry, source)) != null) {
            throw new ArrayFormatException(
                source, entry.getName(), "the name twice", "different names");
          }
          continue;
        }
        String name = arrayName(entry, source);
        if (arrays.containsKey(name)) {
          throw new ArrayFormatException(source, name, "the name twice", "different names");
        }
        arrays.put(name, array(zip, entry, source, name));
      }
    } catch (ZipException | EOFException e) {
      throw damaged(source, e);
    }
    return new Contents(arrays, texts);
  }

  /**
   * Reads what the arrays of a file are, and none of their values.
   *
   * @param most arrays that are looked at, the first ones
   * @throws ArrayFormatException if the file is damaged or holds something that is not read here
   * @throws IOException if it cannot be read
   */
  static Map<String, NpyHeader> headers(Path file, int most) throws IOException {
    String source = file.toString();
    Map<String, NpyHeader> headers = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : entries(zip)) {
        if (headers.size() == most) {
          break;
        }
        String name = arrayName(entry, source);
        try (InputStream in = zip.getInputStream(entry)) {
          headers.put(name, new NpyReader(in, entry.getSize(), source, name).header());
        }
      }
    } catch (ZipException | EOFException e) {
      throw damaged(source, e);
    }
    return headers;
  }

  /** Names and comments that are no text are only found here. */
  private static List<? extends ZipEntry> entries(ZipFile zip) throws ZipException {
    try {
      return Collections.list(zip.entries());
    } catch (IllegalArgumentException noText) {
      ZipException damaged = new ZipException("a name or a comment that is no text");
      damaged.initCause(noText);
      throw damaged;
    }
  }

  private static ArrayFormatException damaged(String source, IOException cause) {
    ArrayFormatException damaged =
        new ArrayFormatException(
            source,
            null,
            "a damaged zip file: " + cause.getMessage(),
            "one that numpy.savez wrote");
    damaged.initCause(cause);
    return damaged;
  }

  /**
   * Writes arrays in the order of the map, uncompressed. The same arrays in the same order always
   * give the same bytes. Leaves {@code out} open.
   *
   * @param arrays by their names, without {@code .npy}
   * @throws IllegalArgumentException if a name is empty or holds a path separator or a control
   *     character
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
    write(out, new Contents(arrays, Map.of()));
  }

  /**
   * Writes texts, then arrays, likewise. NumPy shows a text as bytes under its name.
   *
   * @throws IllegalArgumentException as above
   * @throws IOException if {@code out} cannot be written
   */
  public static void write(OutputStream out, Contents contents) throws IOException {
    Map<String, NpyArray> arrays = contents.arrays();
    for (String name : arrays.keySet()) {
      if (!isPlain(name)) {
        throw new IllegalArgumentException(
            "array name '%s', expected one without path separators and control characters"
                .formatted(name));
      }
    }
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, byte[]> text : contents.texts().entrySet()) {
      writeEntry(zip, text.getKey(), text.getValue());
    }
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      writeEntry(zip, array.getKey() + SUFFIX, Npy.bytes(array.getValue()));
    }
    zip.finish();
    zip.flush();
  }

  private static void writeEntry(ZipOutputStream zip, String name, byte[] bytes)
      throws IOException {
    zip.putNextEntry(storedEntry(name, bytes));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static byte[] text(ZipFile zip, ZipEntry entry, String source) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(MOST_TEXT_BYTES + 1);
      if (bytes.length > MOST_TEXT_BYTES) {
        throw new ArrayFormatException(
            source, entry.getName(), "more than 4 MiB", "a text of 4 MiB at most");
      }
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      if (checksum.getValue() != entry.getCrc()) {
        throw new ArrayFormatException(
            source,
            entry.getName(),
            "checksum %08x".formatted(checksum.getValue()),
            "%08x; the file is damaged, get it again".formatted(entry.getCrc()));
      }
      return bytes;
    }
  }

  /** Many entries may name the same bytes, and each may promise more than it holds. */
  private static void requireRoom(ZipFile zip, String source) throws IOException {
    long bytes = 0;
    for (ZipEntry entry : entries(zip)) {
      long size = entry.getSize();
      if (size < 0 || size > MOST_PACKING * entry.getCompressedSize() + LEAST_CHECKED) {
        throw new ArrayFormatException(
            source,
            entry.getName(),
            "%d bytes packed into %d".formatted(size, entry.getCompressedSize()),
            "what fits in there; the file is damaged, get it again");
      }
      bytes += size;
      Room.requireForArrays(bytes, source, null);
    }
  }

  private static NpyArray array(ZipFile zip, ZipEntry entry, String source, String name)
      throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream in = zip.getInputStream(entry)) {
      // Checked outside the buffer, so that only bytes that were taken count.
      InputStream checked = new CheckedInputStream(new BufferedInputStream(in), checksum);
      NpyArray array = new NpyReader(checked, entry.getSize(), source, name).read();
      if (checksum.getValue() != entry.getCrc()) {
        throw new ArrayFormatException(
            source,
            name,
            "checksum %08x".formatted(checksum.getValue()),
            "%08x; the file is damaged, get it again".formatted(entry.getCrc()));
      }
      return array;
    }
  }

  private static String arrayName(ZipEntry entry, String source) throws ArrayFormatException {
    String file = entry.getName();
    String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
    if (!isPlain(name)) {
      throw new ArrayFormatException(
          source,
          null,
          "an entry called '%s'".formatted(file),
          "names without a folder that end in " + SUFFIX);
    }
    return name;
  }

  private static boolean isPlain(String name) {
    return !name.isBlank()
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }

  private static ZipEntry storedEntry(String name, byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(TIMESTAMP);
    return entry;
  }
}
