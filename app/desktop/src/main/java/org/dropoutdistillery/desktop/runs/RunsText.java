package org.dropoutdistillery.desktop.runs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.store.ListedRun;
import org.dropoutdistillery.store.RunFigures;

/** What is said of earlier runs. */
final class RunsText {
  static final String NONE = "–";
  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private RunsText() {}

  static String when(Instant instant) {
    return WHEN.withZone(ZoneId.systemDefault()).format(instant);
  }

  /** Returns the name of a data set; of a file of one's own that of the file. */
  static String dataset(RunFigures figures) {
    String name = figures.dataset();
    int cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    return name.substring(cut + 1);
  }

  /** Returns how many steps were done, and of how many where some are missing. */
  static String steps(RunFigures figures) {
    return figures.completed()
        ? grouped(figures.steps())
        : grouped(figures.steps()) + " / " + grouped(figures.totalSteps());
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202F');
  }

  /** Returns three figures of a distance; two where so many zeros come before them. */
  static String distance(Interval interval) {
    if (interval == null) {
      return NONE;
    }
    int figures = Math.abs(interval.value()) < 1e-4 ? 2 : 3;
    return new BigDecimal(interval.value()).round(new MathContext(figures)).toPlainString();
  }

  /** Returns a share in percent with its interval. */
  static String share(Interval interval) {
    return interval == null
        ? NONE
        : String.format(
            Locale.ROOT,
            "%.1f [%.1f, %.1f]",
            100 * interval.value(),
            100 * interval.low(),
            100 * interval.high());
  }

  static String error(RunFigures figures, double error) {
    if (Double.isNaN(error)) {
      return NONE;
    }
    return figures.predictsNumbers()
        ? String.format(Locale.ROOT, "%.3f", error)
        : String.format(Locale.ROOT, "%.1f %%", 100 * error);
  }

  static String seconds(double seconds) {
    return Double.isNaN(seconds)
        ? NONE
        : String.format(Locale.ROOT, seconds < 100 ? "%.1f" : "%.0f", seconds);
  }

  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    return bytes < 999_500
        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
        : String.format(Locale.ROOT, bytes < 1e9 ? "%.1f MB" : "%.1f GB", scaled(bytes));
  }

  private static double scaled(long bytes) {
    return bytes < 1e9 ? bytes / 1e6 : bytes / 1e9;
  }

  static String count(int runs) {
    return runs == 1 ? "1 run" : runs + " runs";
  }

  /** Returns names for a sentence. */
  static String names(List<String> names) {
    return names.size() == 1 ? "'" + names.get(0) + "'" : names.size() + " runs";
  }

  /** Returns whether every word occurs in what the table says of a run. */
  static boolean matches(ListedRun run, String words) {
    RunFigures figures = run.figures();
    String said =
        run.name()
            + " "
            + run.folder().getFileName()
            + " "
            + run.problem()
            + " "
            + figures(figures);
    String text = said.toLowerCase(Locale.ROOT);
    return Arrays.stream(words.toLowerCase(Locale.ROOT).strip().split("\\s+"))
        .allMatch(text::contains);
  }

  private static String figures(RunFigures figures) {
    return figures == null
        ? ""
        : String.join(
            " ",
            figures.recipe(),
            figures.dataset(),
            "seed " + figures.seed(),
            figures.completed() ? "" : "unfinished");
  }

  /** Returns the line under the table. */
  static String details(List<ListedRun> chosen, Path folder) {
    if (chosen.isEmpty()) {
      return folder.toString();
    }
    if (chosen.size() > 1) {
      long bytes = chosen.stream().mapToLong(ListedRun::bytes).sum();
      return count(chosen.size()) + ", " + size(bytes);
    }
    ListedRun run = chosen.get(0);
    String where = run.folder().toString();
    if (run.problem().isEmpty()) {
      return where + whole(run);
    }
    return run.problem().contains(where) ? run.problem() : where + " " + run.problem();
  }

  /** Says also what columns without room would. */
  private static String whole(ListedRun run) {
    RunFigures figures = run.figures();
    return "  ·  recipe %s, seed %d, %s s, %s%s"
        .formatted(
            figures.recipe(),
            figures.seed(),
            seconds(figures.seconds()),
            size(run.bytes()),
            figures.predictsNumbers() ? "; errors are RMSE, distances mean squared ones" : "");
  }
}
