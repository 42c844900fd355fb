package org.dropoutdistillery.data;

import java.util.Locale;

/** Something about data was asked for that cannot be had; the message starts with the key. */
public final class DataRequestException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key component of {@link DataRequest} at fault
   * @param found its value, as one would write it
   * @param expected what would be right
   */
  public DataRequestException(String key, String found, String expected) {
    super(MessageLine.of(key + ": " + found + ", expected " + expected));
    this.key = key;
  }

  /** Returns a value as one would write it. */
  static String shown(Object value) {
    if (value instanceof Enum<?> constant) {
      return shown(constant.name().toLowerCase(Locale.ROOT));
    }
    return value instanceof String ? "\"" + value + '"' : value.toString();
  }

  /** Returns the component of {@link DataRequest} at fault. */
  public String key() {
    return key;
  }
}
