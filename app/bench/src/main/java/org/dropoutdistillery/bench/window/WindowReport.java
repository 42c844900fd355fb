package org.dropoutdistillery.bench.window;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.bench.compare.Series;
import org.dropoutdistillery.run.Environment;

/** What was measured of the window, as a part of the page of results. */
final class WindowReport {
  private static final String HOW =
      """
      `app/launch` opens the window under Xvfb at 1280 × 800, with JavaFX drawing in software. Values are medians of processes. Steps per \
      second are of the whole training with its evaluations and checkpoints, without the test at the end, in turns with the same run in a JVM that \
      has no window, each second time in the other order; both begin three seconds after they are ready; the window has rehearsed training meanwhile. Start counts from the start of the JVM; first point and separation count from run and to the frame that shows them. \
      Pulses are those of JavaFX in another run, with a timer that asks for each. Pause counts from the key to the thread of the run \
      at rest. Growth is what the last third of the runs in one window left of resident memory beyond what the second third did. \
      Fashion runs for two epochs of each network.""";

  /**
   * A line of the table.
   *
   * @param most whether the bound is the most that is allowed, and not the least
   */
  private record Wanted(String key, String what, double bound, boolean most) {}

  private static final List<Wanted> WANTED =
      List.of(
          new Wanted("start/skeleton", "From JVM start to the outline", 2000, true),
          new Wanted("start/ready", "From JVM start to a run that could begin", 0, true),
          new Wanted("digits/firstPoint", "From run to the first point, digits", 3, true),
          new Wanted("digits/separated", "From run to curves apart, digits", 10, true),
          new Wanted("digits/whole", "The whole recipe digits", 30, true),
          new Wanted("digits/share", "Steps/s of headless, digits, page Gap", 95, false),
          new Wanted("fashion/share", "Steps/s of headless, fashion, page Gap", 95, false),
          new Wanted("masks/share", "Steps/s of headless, digits, page Masks live", 90, false),
          new Wanted("digits/pulseP99", "Pulse interval, p99, digits, page Gap", 50, true),
          new Wanted("fashion/pulseP99", "Pulse interval, p99, fashion, page Gap", 50, true),
          new Wanted("masks/pulseP99", "Pulse interval, p99, digits, page Masks", 50, true),
          new Wanted("pause/most", "Pause acts, the slowest of many", 100, true),
          new Wanted("digits/memory", "Most resident memory, digits", 450, true),
          new Wanted("fashion/memory", "Most resident memory, fashion", 1024, true),
          new Wanted("growth/growth", "Growth over 20 runs in one window", 20, true),
          new Wanted("redraw/10", "A redraw on the FX thread, 10 points", 10, true),
          new Wanted("redraw/1000", "A redraw on the FX thread, 1000 points", 10, true),
          new Wanted("redraw/100000", "A redraw on the FX thread, 100 000 points", 10, true),
          new Wanted("soak/above", "Half an hour of use: memory above its median", 10, true),
          new Wanted("soak/below", "Half an hour of use: memory below its median", 10, true),
          new Wanted("soak/exceptions", "Half an hour of use: exceptions and errors", 0.5, true));

  /** A line of the table in words. */
  record Row(String what, String value, String wanted, String answer) {
    String text() {
      return "%-50s %-15s %-12s %s".formatted(what, value, wanted, answer);
    }
  }

  private final Map<String, Series> series = new LinkedHashMap<>();
  private final boolean quick;

  WindowReport(List<Series> measured, boolean quick) {
    measured.forEach(one -> series.put(one.key(), one));
    this.quick = quick;
  }

  List<Row> rows() {
    return WANTED.stream().map(this::row).toList();
  }

  private Row row(Wanted wanted) {
    Series found = series.get(wanted.key());
    if (found == null) {
      return new Row(wanted.what(), "not measured", "", "");
    }
    String bound =
        wanted.bound() == 0
            ? ""
            : "%s %.0f %s".formatted(wanted.most() ? "≤" : "≥", wanted.bound(), found.unit());
    return new Row(wanted.what(), found.text(), bound, answer(wanted, found.median()));
  }

  private static String answer(Wanted wanted, double value) {
    if (wanted.bound() == 0) {
      return "";
    }
    boolean reached = wanted.most() ? value <= wanted.bound() : value >= wanted.bound();
    return reached ? "yes" : "**no**";
  }

  /**
   * @param problems what could not be measured
   * @param load of the machine over the last minute
   */
  String markdown(List<String> problems, double load) {
    List<String> lines = new ArrayList<>(List.of("Written by `app/bench/window`.", ""));
    if (quick) {
      lines.addAll(List.of("**A quick try: some of these numbers are of no use.**", ""));
    }
    lines.addAll(List.of(HOW, "", "| what | measured | wanted | reached |", "|---|---|---|---|"));
    for (Row row : rows()) {
      lines.add(
          "| %s | %s | %s | %s |".formatted(row.what(), row.value(), row.wanted(), row.answer()));
    }
    problems.forEach(
        problem -> lines.addAll(List.of("", "**Failed:** " + problem.replace("\n", " "))));
    lines.addAll(List.of("", machine(load), ""));
    lines.addAll(
        List.of("| what | unit | median | least | most | all |", "|---|---|---|---|---|---|"));
    for (Series one : series.values()) {
      lines.add(
          "| %s | %s | %s | %s | %s | %s |"
              .formatted(
                  one.key(),
                  one.unit(),
                  Series.number(one.median()),
                  Series.number(one.least()),
                  Series.number(one.most()),
                  one.allValues()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String machine(double load) {
    Environment here = Environment.current();
    return String.format(
        Locale.ROOT,
        "Measured until %s, load %.2f at the end: %s, %d cores; Java %s, %s with %s kernels.",
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        load,
        here.processor(),
        here.cores(),
        here.java(),
        here.blas(),
        here.kernel());
  }
}
