package org.dropoutdistillery.desktop.page;

/** How sentences of pages are set. */
public final class Words {
  private static final char TOGETHER = '\u00A0';

  private Words() {}

  /** Returns the text with numbers, their units and their intervals kept in one line. */
  public static String unbroken(String text) {
    StringBuilder set = new StringBuilder(text);
    int open = 0;
    for (int i = 0; i < set.length(); i++) {
      char letter = set.charAt(i);
      open += letter == '[' ? 1 : letter == ']' ? -1 : 0;
      if (letter == ' ' && (open > 0 || isWithinNumber(text, i))) {
        set.setCharAt(i, TOGETHER);
      }
    }
    return set.toString();
  }

  private static boolean isWithinNumber(String text, int space) {
    char before = space == 0 ? ' ' : text.charAt(space - 1);
    char after = space + 1 == text.length() ? ' ' : text.charAt(space + 1);
    boolean sign = after == '%' || after == '≈' || after == '=' || before == '≈' || before == '=';
    return sign || (after == '[' && (before == '%' || Character.isDigit(before)));
  }
}
