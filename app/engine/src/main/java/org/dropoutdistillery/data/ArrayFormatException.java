package org.dropoutdistillery.data;

import java.io.IOException;

/**
 * A file of arrays, NumPy's or safetensors, that is damaged or holds something that is not read
 * here; the message says where and what would be right.
 */
public final class ArrayFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String entry;

  /**
   * @param source path of the file
   * @param entry name of the array in it; null where the file as a whole is meant
   * @param found what stands there
   * @param expected what should stand there
   */
  public ArrayFormatException(String source, String entry, String found, String expected) {
    super(
        MessageLine.of(
            "%s%s: found %s; expected %s"
                .formatted(
                    source, entry == null ? "" : ", array '" + entry + "'", found, expected)));
    this.source = source;
    this.entry = entry;
  }

  public String source() {
    return source;
  }

  /** Returns the name of the array; null where the file as a whole is meant. */
  public String entry() {
    return entry;
  }
}
