package org.dropoutdistillery.data;

import java.io.IOException;

/**
 * A data file that does not hold what it should; the message says where and what would be right.
 */
public final class DatasetFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private DatasetFormatException(String message) {
    super(MessageLine.of(message));
  }

  /**
   * @param source path or resource name of the file
   * @param line line in it, counted from 1
   * @param found what stands there
   * @param expected what should stand there
   */
  public static DatasetFormatException atLine(
      String source, long line, String found, String expected) {
    return new DatasetFormatException(
        "%s, line %d: found %s; expected %s".formatted(source, line, found, expected));
  }

  /**
   * @param source path or resource name of the file
   * @param offset byte in it (of what a gzip file unpacks to), counted from 0
   * @param found what stands there
   * @param expected what should stand there
   */
  public static DatasetFormatException atByte(
      String source, long offset, String found, String expected) {
    return new DatasetFormatException(
        "%s, byte %d: found %s; expected %s".formatted(source, offset, found, expected));
  }

  /**
   * @param source path or resource name of the file
   * @param found what the file as a whole holds
   * @param expected what it should hold
   */
  public static DatasetFormatException ofFile(String source, String found, String expected) {
    return new DatasetFormatException(
        "%s: found %s; expected %s".formatted(source, found, expected));
  }
}
