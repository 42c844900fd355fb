package org.dropoutdistillery.bench.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.bench.Growth;
import org.dropoutdistillery.bench.PlanError;
import org.dropoutdistillery.bench.PlanSearch;

/** The comparison as a page of Markdown. */
final class Report {
  private static final String HOW =
      """
      Dense is 784-1024-1024-10 with drop rates .2/.5/.5 and batches of 128, tiny is 2-32-32-2 with 0/.5/.5 and batches of 32. CNN takes \
      images of 28 × 28 and has 32 and 64 maps of 3 × 3, ReLU, each pooled to half its sides, then 256 units and 10 logits, with drop rates \
      .25/.25/.5 and batches of 128. SGD has Nesterov's momentum of .9. Passes go over 1000 rows, the average over those of the dense net. \
      Times are medians of processes; PyTorch and the JVM took turns, on two threads each. "Modules" is PyTorch as it is \
      meant to be written, with channels first or last, whichever is faster; "by hand" is the fastest way that was found \
      (`app/bench/pytorch/tuned.py`, `images.py`), with the OpenBLAS kernels that suited it best and oneDNN's convolutions. Ratios are to the \
      faster of both. The engine's kernels are those that its OpenBLAS chose. Peak is a product of 1024 × 1024 matrices on each of two \
      threads, measured in turns with the engine. "Products alone" is what the products of a step or pass would take at that peak, and the \
      ratio if all else took no time. In random passes neither side computes again what comes before the first dropout.""";

  private static final String GROWTH_HOW =
      """
      Times in ms. A slope is the power of the size that time grows with, from all sizes and from the largest three. MiB is what the process \
      grew by when it was made and run, rows on the heap included.""";

  private final List<Measured> sections;
  private final Map<String, Series> series = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final String notes;
  private PlanSearch.Found plans;

  /**
   * @param sections at least one
   * @param notes Markdown to stand below the table: what was tried, and what bounds what
   */
  Report(List<Measured> sections, String notes) {
    this.sections = sections;
    this.notes = notes;
    for (Measured section : sections) {
      section.series().forEach(one -> series.put(one.key(), one));
      plans = section.plans() == null ? plans : section.plans();
    }
  }

  List<Row> rows() {
    return new Rows(series, plans).all();
  }

  /** Returns the page. */
  String markdown() {
    lines.clear();
    add("# The engine and PyTorch, measured in turns", "", "Written by `app/bench/compare`.", "");
    if (sections.stream().anyMatch(Measured::quick)) {
      add("**A quick try: some of these numbers are of no use.**", "");
    }
    add(HOW, "");
    addRows();
    add(notes.strip(), "");
    if (plans != null) {
      addPlans(plans);
    }
    addGrowth();
    addProblems();
    addMachines();
    addSeries();
    return String.join("\n", lines) + "\n";
  }

  private void add(String... more) {
    lines.addAll(List.of(more));
  }

  private void addRows() {
    add(
        "| what | PyTorch, modules | PyTorch, by hand | engine | ratio | products alone | wanted | reached |",
        "|---|---|---|---|---|---|---|---|");
    for (Row row : rows()) {
      add(
          "| %s | %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  row.what(),
                  row.modules(),
                  row.byHand(),
                  row.engine(),
                  row.result(),
                  row.bound(),
                  row.wanted(),
                  row.answer()));
    }
    add("");
  }

  private void addPlans(PlanSearch.Found found) {
    add(
        "## What an average is worth",
        "",
        "A teacher of the dense net after some epochs of Fashion-MNIST, 1000 of its test rows. The error is that of probabilities",
        "against the average over all masks: the variance of independent repetitions of an unbiased average. Shared masks move the",
        "errors of all rows together, which the deviation of the data set's KL shows.",
        "",
        "| masks | passes | repetitions | mean squared error | its standard error | KL(average‖standard) | its deviation |",
        "|---|---|---|---|---|---|---|");
    addPlan(found.independent());
    found.balanced().forEach(this::addPlan);
    add(
        "",
        String.format(
            Locale.ROOT,
            "The means over all repetitions of the first and the last plan are %.2e apart (mean square); if both are unbiased,"
                + " %.2e is to be expected.",
            found.distance(),
            found.expectedDistance()),
        "");
  }

  private void addPlan(PlanError plan) {
    add(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %.3e | %.1e | %.5f | %.5f |",
            plan.masks(),
            plan.passes(),
            plan.repetitions(),
            plan.squaredError(),
            plan.standardError(),
            plan.divergence(),
            plan.divergenceDeviation()));
  }

  /** Returns what growing was measured, by what grows. */
  Map<Growth, List<GrowthTable.Point>> growth() {
    GrowthTable table = new GrowthTable(series);
    Map<Growth, List<GrowthTable.Point>> measured = new EnumMap<>(Growth.class);
    for (Growth growth : Growth.values()) {
      List<GrowthTable.Point> points = table.points(growth);
      if (points.size() > 1) {
        measured.put(growth, points);
      }
    }
    return measured;
  }

  private void addGrowth() {
    Map<Growth, List<GrowthTable.Point>> measured = growth();
    if (measured.isEmpty()) {
      return;
    }
    add("## How cost grows", "", GROWTH_HOW, "");
    add(
        "| what grows | sizes | 2 workers | 1 worker | ratio | slope | at the end | MiB |",
        "|---|---|---|---|---|---|---|---|");
    measured.forEach((growth, points) -> add(GrowthTable.line(growth, points)));
    add("", "![Time against size](growth.svg)", "");
  }

  private void addProblems() {
    List<String> problems =
        sections.stream()
            .flatMap(section -> section.problems().stream().map(p -> section.section() + ": " + p))
            .toList();
    if (!problems.isEmpty()) {
      add("## What failed", "");
      problems.forEach(problem -> add("- " + problem.replace("\n", " ")));
      add("");
    }
  }

  private void addMachines() {
    add("## Machine", "");
    for (Measured section : sections) {
      Machine machine = section.machine();
      add(
          String.format(
              Locale.ROOT,
              "- %s, %s, load %.2f at its start: %s, %d cores, %d GiB, %s; Java %s, %s with %s kernels; PyTorch %s, OpenBLAS %s,"
                  + " which chooses %s of the kernels that run (%s)",
              section.section(),
              section.date(),
              machine.load(),
              machine.engine().processor(),
              machine.engine().cores(),
              machine.memoryGib(),
              machine.system(),
              machine.engine().java(),
              machine.engine().blas(),
              machine.engine().kernel(),
              machine.torch(),
              machine.torchBlas(),
              machine.torchKernels().get(0),
              String.join(", ", machine.torchKernels())));
    }
    add("");
  }

  private void addSeries() {
    add("## All that was measured", "", "A value for each process.", "");
    add("| what | how | unit | median | least | most | all |", "|---|---|---|---|---|---|---|");
    for (Series one : series.values()) {
      if (one.key().startsWith(GrowthTable.KEY)) {
        continue; // stands in a table of its own
      }
      add(
          "| %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  one.key(),
                  one.note(),
                  one.unit(),
                  Series.number(one.median()),
                  Series.number(one.least()),
                  Series.number(one.most()),
                  one.allValues()));
    }
  }
}
