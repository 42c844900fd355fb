package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds as a person writes them: {@code 1-10}, or {@code 1,4,7-9}. */
public final class SeedRange {
  private static final int MOST_SEEDS = 1000;
  private static final Pattern PART = Pattern.compile("(-?\\d{1,18})(?:-(-?\\d{1,18}))?");

  private SeedRange() {}

  /**
   * Returns the seeds in the order in which they stand.
   *
   * @throws IllegalArgumentException if the text is no such list, a range runs backwards, a seed
   *     stands twice or there are more than 1000
   */
  public static List<Long> parse(String text) {
    Set<Long> seeds = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = PART.matcher(part.strip());
      if (!range.matches()) {
        throw wrong(text, "expected seeds such as 1-10 or 1,4,7-9");
      }
      long first = Long.parseLong(range.group(1));
      long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
      if (last < first) {
        throw wrong(text, part.strip() + " runs backwards, expected the smaller seed first");
      }
      if (last - first >= MOST_SEEDS - seeds.size()) {
        throw wrong(text, "expected at most " + MOST_SEEDS + " seeds");
      }
      for (long seed = first; seed <= last; seed++) {
        if (!seeds.add(seed)) {
          throw wrong(text, "seed " + seed + " stands twice, expected each once");
        }
      }
    }
    return new ArrayList<>(seeds);
  }

  private static IllegalArgumentException wrong(String text, String problem) {
    return new IllegalArgumentException('"' + text + "\": " + problem);
  }
}
