package org.dropoutdistillery.bench.window;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.bench.ResultsPage;
import org.dropoutdistillery.bench.compare.Series;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the window; see {@code app/bench/window}. */
@Command(
    name = "window",
    mixinStandardHelpOptions = true,
    description = {
      "Times the window and writes its part of app/bench/RESULTS.md.",
      "Takes about 40 minutes, on a machine that does nothing else; --only soak half an hour more."
    })
public final class WindowBench implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Option(names = "--quick", description = "Only see whether everything runs: some minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Measure these anew and keep the others: ${COMPLETION-CANDIDATES}.")
  private List<Part> only = Part.usual();

  @Option(
      names = "--pictures",
      description =
          "Measure nothing, and take pictures of every page in every look: 5 minutes. They lie in"
              + " app/bench/target/window/pictures.")
  private boolean pictures;

  @Option(
      names = "--more",
      paramLabel = "ROUNDS",
      description = "Measure so many rounds and add them to those that were measured before.")
  private int more;

  @Option(names = "--bench", hidden = true, defaultValue = "app/bench")
  private Path bench;

  @Spec private CommandSpec spec;

  private WindowBench() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new WindowBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = bench.toAbsolutePath().getParent().getParent();
    Path temporary = Files.createTempDirectory("distillery-window");
    WindowProcess process = new WindowProcess(root, temporary);
    if (pictures) {
      Path out = Files.createDirectories(bench.resolve("target/window")).toAbsolutePath();
      process.play(
          new Scene(Scene.Kind.PICTURES, "digits", 0, "Gap", 1, out.resolve("pictures.out")));
      return 0;
    }
    Path folder = bench.resolve(quick ? "target/window-quick" : "measured/window").toAbsolutePath();
    Files.createDirectories(folder);
    process.open(); // builds what is to be built
    Map<Part, List<Series>> measured = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Part part : Part.values()) {
      Path file = folder.resolve(part.name().toLowerCase(Locale.ROOT) + ".json");
      if (only.contains(part)) {
        List<Series> before = more > 0 ? kept(file) : List.of();
        Rounds rounds = new Rounds(part, process, temporary.resolve("out"), before);
        JSON.writeValue(file.toFile(), measure(rounds, problems));
      }
      measured.put(part, kept(file));
    }
    return report(folder, measured, problems);
  }

  private static List<Series> kept(Path file) throws IOException {
    return Files.exists(file)
        ? JSON.readValue(file.toFile(), new TypeReference<List<Series>>() {})
        : List.of();
  }

  /**
   * Rounds of one part.
   *
   * @param before what was measured of it in earlier ones
   */
  private record Rounds(Part part, WindowProcess process, Path out, List<Series> before) {
    int done() {
      return before.stream().mapToInt(one -> one.values().size()).max().orElse(0);
    }

    Map<String, Part.Value> measure(boolean quick, int round)
        throws IOException, InterruptedException {
      return part.measure(process, quick, round, out);
    }
  }

  private List<Series> measure(Rounds rounds, List<String> problems) throws InterruptedException {
    Map<String, Series> series = new LinkedHashMap<>();
    rounds.before().forEach(one -> series.put(one.key(), one));
    int first = rounds.done() + 1;
    int last = more > 0 ? first + more - 1 : quick ? 1 : rounds.part().rounds();
    for (int round = first; round <= last; round++) {
      try {
        Map<String, Part.Value> values = rounds.measure(quick, round);
        values.forEach((key, value) -> series.merge(key, value.series(key), WindowBench::joined));
        out().printf("%s, %d of %d: %s%n", rounds.part(), round, last, values);
      } catch (IOException failed) {
        problems.add(rounds.part() + ": " + failed.getMessage());
        out().println("FAILED: " + rounds.part() + ": " + failed.getMessage());
      }
    }
    return List.copyOf(series.values());
  }

  private static Series joined(Series first, Series second) {
    List<Double> values = new ArrayList<>(first.values());
    values.addAll(second.values());
    return new Series(first.key(), first.unit(), first.note(), values);
  }

  private int report(Path folder, Map<Part, List<Series>> measured, List<String> problems)
      throws IOException {
    Path page = (quick ? folder : bench).resolve("RESULTS.md");
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    WindowReport report =
        new WindowReport(measured.values().stream().flatMap(List::stream).toList(), quick);
    ResultsPage.WINDOW.write(page, report.markdown(problems, load));
    report.rows().forEach(row -> out().println(row.text()));
    out().println("Written to " + page);
    return problems.isEmpty() ? 0 : 1;
  }

  private PrintWriter out() {
    PrintWriter out = spec.commandLine().getOut();
    out.flush();
    return out;
  }
}
