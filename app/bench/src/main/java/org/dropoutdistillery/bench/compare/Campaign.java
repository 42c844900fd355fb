package org.dropoutdistillery.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dropoutdistillery.bench.PlanSearch;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures sections. PyTorch and JVM take turns, each time in new processes, so that a machine
 * whose speed drifts is as fast for one as for the other.
 */
final class Campaign {
  private static final String MODULES = "modules";

  /** A way of doing a row, with kernels. */
  private record Way(String name, Torch.Kernel kernel) {
    boolean isOfModules() {
      return name.startsWith(MODULES);
    }
  }

  /**
   * What to measure of all ways of a row.
   *
   * @param kernel of the fastest
   * @param names the fastest, and the fastest of modules with the same kernels
   */
  private record Best(Torch.Kernel kernel, List<String> names) {}

  private final Torch torch;
  private final Pace pace;
  private final Path folder;
  private final Consumer<String> progress;
  private final Map<String, Best> best = new LinkedHashMap<>();

  Campaign(Torch torch, Pace pace, Path folder, Consumer<String> progress) {
    this.torch = torch;
    this.pace = pace;
    this.folder = folder;
    this.progress = progress;
  }

  /** Measures a section and keeps it; what fails is named in it. */
  Measured measure(Section section) throws IOException {
    String date = Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
    Machine machine = Machine.current(torch);
    Map<String, Series> series = new LinkedHashMap<>();
    Set<String> problems = new LinkedHashSet<>();
    PlanSearch.Found plans =
        section == Section.AVERAGE
            ? PlanSearch.run(pace.search(), what -> progress.accept(section + ": " + what))
            : null;
    List<Job> jobs = section.jobs(pace, () -> plans.last().passes());
    Pace here = section.pace(pace);
    for (int round = 1; round <= here.rounds(); round++) {
      for (Job job : jobs) {
        String place = "%s, %d of %d: ".formatted(section, round, here.rounds());
        attempt(place, problems, () -> timeTorch(job, series));
        attempt(place, problems, () -> timeEngine(job, here, series));
      }
    }
    boolean quick = pace.equals(Pace.QUICK);
    Measured measured =
        new Measured(
            section,
            date,
            quick,
            machine,
            List.copyOf(series.values()),
            plans,
            List.copyOf(problems));
    measured.write(folder);
    return measured;
  }

  private interface Attempt {
    String run() throws RunnerException;
  }

  private void attempt(String place, Set<String> problems, Attempt attempt) {
    try {
      String seen = attempt.run();
      if (!seen.isEmpty()) {
        progress.accept(place + seen);
      }
    } catch (RunnerException | TorchException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      progress.accept(place + cause.getMessage());
      problems.add(cause.getMessage());
    }
  }

  private String timeTorch(Job job, Map<String, Series> series) {
    List<String> seen = new ArrayList<>();
    for (String row : job.torchRows()) {
      Best chosen = best(row);
      List<String> ways = new ArrayList<>(chosen.names());
      if (row.equals("average")) {
        ways.removeIf(way -> way.startsWith(MODULES)); // a hundred passes would say nothing new
      }
      for (Torch.Line line : torch.time(row, chosen.kernel(), pace.torchSeconds(), ways)) {
        String as = line.way().startsWith(MODULES) ? MODULES : "by hand";
        String note = line.way() + ", " + line.kernel();
        seen.add(add(series, "pytorch/" + row + "/" + as, "ms", note, line.median()));
      }
    }
    return String.join(", ", seen);
  }

  private String timeEngine(Job job, Pace here, Map<String, Series> series) throws RunnerException {
    List<String> seen = new ArrayList<>();
    Map<JmhFork.Metric, Double> values = job.fork().run(here);
    values.forEach(
        (metric, value) -> seen.add(add(series, metric.key(), metric.unit(), "", value)));
    return String.join(", ", seen);
  }

  private static String add(
      Map<String, Series> series, String key, String unit, String note, double value) {
    Series before = series.get(key);
    List<Double> values = new ArrayList<>(before == null ? List.of() : before.values());
    values.add(value);
    series.put(key, new Series(key, unit, note, values));
    return "%s %s %s".formatted(key, Series.number(value), unit);
  }

  private Best best(String row) {
    // A hundred passes are a pass a hundred times, and take a hundred times as long to try.
    String tried = row.equals("average") ? "pass" : row;
    return best.computeIfAbsent(tried, this::tryAll);
  }

  private Best tryAll(String row) {
    Map<Way, Double> medians = new LinkedHashMap<>();
    for (Torch.Kernel kernel : torch.kernels()) {
      for (Torch.Line line : torch.time(row, kernel, pace.trialSeconds(), List.of())) {
        medians.put(new Way(line.way(), kernel), line.median());
      }
    }
    Way fastest = fastest(medians, way -> true).orElseThrow();
    Optional<Way> ofModules =
        fastest(medians, way -> way.isOfModules() && way.kernel().equals(fastest.kernel()));
    List<String> names =
        Stream.concat(ofModules.stream(), Stream.of(fastest)).map(Way::name).distinct().toList();
    return new Best(fastest.kernel(), names);
  }

  private static Optional<Way> fastest(Map<Way, Double> medians, Predicate<Way> which) {
    return medians.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }
}
