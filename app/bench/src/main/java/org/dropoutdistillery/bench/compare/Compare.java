package org.dropoutdistillery.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dropoutdistillery.bench.ResultsPage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the engine with PyTorch; see {@code app/bench/compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Times the engine and PyTorch in turns and writes app/bench/RESULTS.md.",
      "Takes half an hour or more, on a machine that does nothing else."
    })
public final class Compare implements Callable<Integer> {
  private static final int INCOMPLETE = 1;
  private static final double QUIET = .7;

  @Option(names = "--quick", description = "Only see whether everything runs: some minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SECTION",
      description =
          "Measure these anew and take the others from the last time: ${COMPLETION-CANDIDATES}.")
  private List<Section> only;

  @Option(
      names = "--missing",
      description = "Measure only what was not measured yet, after an interruption.")
  private boolean missing;

  @Option(names = "--bench", hidden = true, defaultValue = "app/bench")
  private Path bench;

  @Spec private CommandSpec spec;

  private Compare() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Compare())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  if (failure instanceof TorchException || failure instanceof IOException) {
                    command.getErr().println(failure.getMessage());
                    return INCOMPLETE;
                  }
                  throw failure;
                })
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path folder =
        Files.createDirectories(bench.resolve(quick ? "target/compare-quick" : "measured/engine"));
    List<Section> wanted = wanted(folder);
    if (!wanted.isEmpty()) {
      measure(wanted, folder);
    }
    return report(folder);
  }

  private List<Section> wanted(Path folder) throws IOException {
    List<Section> wanted = new ArrayList<>();
    for (Section section : only == null ? Arrays.asList(Section.values()) : only) {
      if (!missing || Measured.read(folder, section).isEmpty()) {
        wanted.add(section);
      }
    }
    return wanted;
  }

  private void measure(List<Section> wanted, Path folder) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Torch torch = Torch.find(bench.resolve("pytorch/baseline.py"));
    if (!quick) {
      torch.findKernels();
    }
    Campaign campaign =
        new Campaign(torch, quick ? Pace.QUICK : Pace.STANDARD, folder, out::println);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (load > QUIET) {
      out.printf(
          Locale.ROOT,
          "Others use this machine (load %.1f): what is measured now is of little worth.%n",
          load);
    }
    for (Section section : wanted) {
      campaign.measure(section);
    }
  }

  private int report(Path folder) throws IOException {
    List<Measured> sections = new ArrayList<>();
    for (Section section : Section.values()) {
      Optional<Measured> measured = Measured.read(folder, section);
      measured.ifPresent(sections::add);
    }
    Report report = new Report(sections, Files.readString(bench.resolve("bounds.md")));
    Path page = (quick ? folder : bench).resolve("RESULTS.md");
    ResultsPage.ENGINE.write(page, report.markdown());
    if (!report.growth().isEmpty()) {
      Files.writeString(page.resolveSibling("growth.svg"), GrowthChart.svg(report.growth()));
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Row row : report.rows()) {
      out.printf(
          "%-75s %-35s %s%n",
          row.what(),
          row.result(),
          row.wanted().isEmpty() ? "" : "wanted " + row.wanted() + ": " + row.answer());
    }
    List<String> problems = sections.stream().flatMap(one -> one.problems().stream()).toList();
    problems.forEach(problem -> out.println("FAILED: " + problem));
    out.println("Written to " + page);
    return problems.isEmpty() ? 0 : INCOMPLETE;
  }
}
