package org.dropoutdistillery.data;

import java.util.Optional;

/**
 * How to read a table of text.
 *
 * @param header whether the first line names the columns
 * @param separator character between fields; empty: the one of {@code , ; tab | space} that fits
 * @param label the column to predict: its name, or its index from 0, or from the end with −1 for
 *     the last; all others are features
 * @param target what that column holds
 * @param divisor features are divided by this number; finite and above 0
 * @param image how the features form an image; empty for tables
 */
public record TableOptions(
    HeaderLine header,
    Optional<Character> separator,
    String label,
    TargetKind target,
    double divisor,
    Optional<ImageShape> image) {
  /**
   * @throws IllegalArgumentException if the divisor is not a positive number, or the separator is a
   *     quote or ends lines
   */
  public TableOptions {
    if (!(divisor > 0 && Double.isFinite(divisor))) {
      throw new IllegalArgumentException(
          "divisor " + divisor + ", expected a finite number above 0");
    }
    separator.ifPresent(TableOptions::requireSeparator);
  }

  /** Returns options that find out everything but which column to predict. */
  public static TableOptions detecting(String label) {
    return new TableOptions(
        HeaderLine.AUTO, Optional.empty(), label, new TargetKind.Detected(), 1, Optional.empty());
  }

  /** Returns these options with another kind of target. */
  public TableOptions withTarget(TargetKind newTarget) {
    return new TableOptions(header, separator, label, newTarget, divisor, image);
  }

  /** Returns these options with another rule for the first line. */
  public TableOptions withHeader(HeaderLine newHeader) {
    return new TableOptions(newHeader, separator, label, target, divisor, image);
  }

  /**
   * Returns these options with a separator.
   *
   * @throws IllegalArgumentException if it is a quote or ends lines
   */
  public TableOptions withSeparator(char newSeparator) {
    return new TableOptions(header, Optional.of(newSeparator), label, target, divisor, image);
  }

  private static void requireSeparator(char separator) {
    if ("\"\n\r\uFEFF".indexOf(separator) >= 0) {
      throw new IllegalArgumentException(
          "separator U+%04X, expected a character that is neither a quote nor ends lines"
              .formatted((int) separator));
    }
  }
}
