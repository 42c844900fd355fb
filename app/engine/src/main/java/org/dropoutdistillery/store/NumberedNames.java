package org.dropoutdistillery.store;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts names in the order that people mean: {@code layer.2} before {@code layer.10}. */
final class NumberedNames {
  private static final Pattern BORDER = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

  static final Comparator<String> ORDER = NumberedNames::compare;

  private NumberedNames() {}

  /** Returns whether the names differ in their numbers alone. */
  static boolean differInNumbersOnly(List<String> names) {
    return names.stream().map(name -> NUMBER.matcher(name).replaceAll("#")).distinct().count() == 1;
  }

  private static int compare(String first, String second) {
    String[] ours = BORDER.split(first, -1);
    String[] theirs = BORDER.split(second, -1);
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      int order = comparePieces(ours[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(ours.length, theirs.length);
  }

  private static int comparePieces(String first, String second) {
    boolean numbers = NUMBER.matcher(first).matches() && NUMBER.matcher(second).matches();
    return numbers
        ? compareNumbers(LEADING_ZEROS.matcher(first), LEADING_ZEROS.matcher(second))
        : first.compareTo(second);
  }

  /** Of any number of digits, which a name may have by the million. */
  private static int compareNumbers(Matcher first, Matcher second) {
    String ours = first.replaceFirst("");
    String theirs = second.replaceFirst("");
    return ours.length() == theirs.length()
        ? ours.compareTo(theirs)
        : Integer.compare(ours.length(), theirs.length());
  }
}
