package org.dropoutdistillery.desktop.masks;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dropoutdistillery.dropout.MaskSharing;

/**
 * How the address of a mask is written: {@code seed 7 / pass 17 / row 123}, with {@code group 4} in
 * place of the row where rows share masks.
 *
 * @param rowIds data-row ids of the validation rows, sorted
 */
record AddressText(int[] rowIds, MaskSharing sharing) {
  private static final String FORM = "expected an address such as seed 7 / pass 17 / row 123";
  private static final Pattern PART = Pattern.compile("(seed|pass|row|group)\\s*(-?\\d+)");

  String of(Place place) {
    String start = "seed %d / pass %d / ".formatted(place.seed(), place.pass());
    return start
        + (sharing.isNone() ? "row " : "group ")
        + sharing.maskId(rowIds, place.position());
  }

  /**
   * Reads an address.
   *
   * @param present what is kept where the text leaves a part out
   * @throws IllegalArgumentException saying what does not fit, and what would
   */
  Place parse(String text, Place present) {
    Place place = present;
    Set<String> seen = new HashSet<>();
    for (String part : text.strip().toLowerCase(Locale.ROOT).split("\\s*[/,]\\s*", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("“%s”: %s".formatted(part, FORM));
      }
      if (!seen.add(matcher.group(1))) {
        throw new IllegalArgumentException("“%s” stands there twice".formatted(matcher.group(1)));
      }
      place = with(place, matcher.group(1), number(matcher));
    }
    return place;
  }

  private static long number(Matcher part) {
    try {
      return Long.parseLong(part.group(2));
    } catch (NumberFormatException large) {
      throw new IllegalArgumentException(part.group() + ": the number is too large", large);
    }
  }

  private Place with(Place place, String what, long number) {
    return switch (what) {
      case "seed" -> place.withSeed(number);
      case "pass" -> place.withPass(requirePass(number));
      case "row" -> place.withPosition(position(number));
      default -> place.withPosition(first(place.position(), number));
    };
  }

  private static long requirePass(long pass) {
    if (pass < 0) {
      throw new IllegalArgumentException("pass " + pass + ": passes count from 0 up");
    }
    return pass;
  }

  private int position(long row) {
    int found = row == (int) row ? Arrays.binarySearch(rowIds, (int) row) : -1;
    if (found < 0) {
      throw new IllegalArgumentException(
          "row %d is not a validation row; %s".formatted(row, neighbours(row)));
    }
    return found;
  }

  private String neighbours(long row) {
    int last = rowIds[rowIds.length - 1];
    if (row < rowIds[0]) {
      return "the first is row " + rowIds[0];
    }
    if (row > last) {
      return "the last is row " + last;
    }
    int next = -Arrays.binarySearch(rowIds, (int) row) - 1;
    return "the nearest are rows %d and %d".formatted(rowIds[next - 1], rowIds[next]);
  }

  /** Keeps the row if it is of that group, else goes to the first of it. */
  private int first(int position, long group) {
    if (sharing.isNone()) {
      throw new IllegalArgumentException(
          "group " + group + ": each row has a mask of its own, so name a row");
    }
    long last = sharing.maskId(rowIds, rowIds.length - 1);
    if (group < 0 || group > last) {
      throw new IllegalArgumentException("group %d: groups go from 0 to %d".formatted(group, last));
    }
    return sharing.maskId(rowIds, position) == group
        ? position
        : (int) (group * sharing.groupSize());
  }
}
