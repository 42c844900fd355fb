package org.dropoutdistillery.data;

import java.io.IOException;

/**
 * A data file that does not hold what it should; the message says where and what would be right.
 */
public final class DatasetFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final long line;

  /**
   * @param source path or resource name of the file
   * @param line line in it, counted from 1
   * @param found what stands there
   * @param expected what should stand there
   */
  public DatasetFormatException(String source, long line, String found, String expected) {
    super("%s, line %d: found %s; expected %s".formatted(source, line, found, expected));
    this.source = source;
    this.line = line;
  }

  public String source() {
    return source;
  }

  /** Returns the line, counted from 1. */
  public long line() {
    return line;
  }
}
