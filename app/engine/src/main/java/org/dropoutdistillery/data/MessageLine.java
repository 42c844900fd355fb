package org.dropoutdistillery.data;

/**
 * What a message may quote of a file that anybody may have written: one line of visible characters,
 * and not a book.
 */
public final class MessageLine {
  private static final int MOST = 1_200;
  private static final String LEFT_OUT = " [...] ";

  private MessageLine() {}

  /** Returns a text without control characters and, if it is long, without its middle. */
  public static String of(String text) {
    String shown = text;
    if (text.length() > MOST) {
      int part = (MOST - LEFT_OUT.length()) / 2;
      shown = text.substring(0, part) + LEFT_OUT + text.substring(text.length() - part);
    }
    return shown
        .codePoints()
        .map(MessageLine::visible)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          ' ';
      case Character.SURROGATE, Character.UNASSIGNED -> '\uFFFD';
      default -> codePoint;
    };
  }
}
