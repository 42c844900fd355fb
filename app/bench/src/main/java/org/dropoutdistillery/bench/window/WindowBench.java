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
      "Takes about 25 minutes, on a machine that does nothing else; --only soak half an hour more."
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
    Path folder = bench.resolve(quick ? "target/window-quick" : "target/window").toAbsolutePath();
    Files.createDirectories(folder);
    Path temporary = Files.createTempDirectory("distillery-window");
    WindowProcess process = new WindowProcess(root, temporary);
    if (pictures) {
      process.play(
          new Scene(Scene.Kind.PICTURES, "digits", 0, "Gap", 1, folder.resolve("pictures.out")));
      return 0;
    }
    process.open(); // builds what is to be built
    Map<Part, List<Series>> measured = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Part part : Part.values()) {
      Path file = folder.resolve(part.name().toLowerCase(Locale.ROOT) + ".json");
      if (only.contains(part)) {
        measure(part, process, temporary.resolve("out"), problems).write(file);
      }
      if (Files.exists(file)) {
        measured.put(part, JSON.readValue(file.toFile(), new TypeReference<List<Series>>() {}));
      }
    }
    return report(folder, measured, problems);
  }

  private record Kept(List<Series> series) {
    void write(Path file) throws IOException {
      JSON.writeValue(file.toFile(), series);
    }
  }

  private Kept measure(Part part, WindowProcess process, Path out, List<String> problems)
      throws InterruptedException {
    Map<String, Series> series = new LinkedHashMap<>();
    int rounds = quick ? 1 : part.rounds();
    for (int round = 1; round <= rounds; round++) {
      try {
        Map<String, Part.Value> values = part.measure(process, quick, out);
        values.forEach((key, value) -> series.merge(key, value.series(key), WindowBench::joined));
        out().printf("%s, %d of %d: %s%n", part, round, rounds, values);
      } catch (IOException failed) {
        problems.add(part + ": " + failed.getMessage());
        out().println("FAILED: " + part + ": " + failed.getMessage());
      }
    }
    return new Kept(List.copyOf(series.values()));
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
