package org.dropoutdistillery.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.dropoutdistillery.bench.BenchNet;
import org.dropoutdistillery.bench.PlanError;
import org.dropoutdistillery.bench.PlanSearch;
import org.dropoutdistillery.run.RecipeCatalog;

/** The lines of the comparison, from all series. What was not measured is said to be so. */
final class Rows {
  private static final String MISSING = "not measured";
  private static final String NOTHING = "";

  /** What JMH's own loop allocates, spread over the steps of an iteration, is below this. */
  private static final double NO_BYTES = 256;

  private static final double MOST_OF_EVALUATION = 10;
  private static final double LEAST_OF_PEAK = 70;
  private static final double MOST_OF_DISTILLING = 1.4;
  private static final double SECOND_WORKER = 1.7;
  private static final double AS_FAST = 1;
  private static final double WHOLE_AVERAGE = 15;
  private static final int ROWS = 1000;

  private final Map<String, Series> series;
  private final PlanSearch.Found plans;

  /**
   * @param series by key
   * @param plans null if no plan was looked for
   */
  Rows(Map<String, Series> series, PlanSearch.Found plans) {
    this.series = series;
    this.plans = plans;
  }

  /** Returns the recipes whose evaluations are timed, as far as they are there. */
  static Stream<String> evaluatedRecipes() {
    RecipeCatalog catalog = new RecipeCatalog();
    return Stream.of("digits", "fashion", "fashion-cnn").filter(catalog::contains);
  }

  List<Row> all() {
    List<Row> rows = new ArrayList<>();
    addSteps(rows);
    addPasses(rows);
    addDistilling(rows);
    addWorkers(rows);
    evaluatedRecipes().forEach(recipe -> rows.add(evaluation(recipe)));
    for (String step :
        List.of("dense-sgd", "dense-adam", "tiny-sgd", "cnn-sgd", "distil", "distil-cnn")) {
      rows.add(
          own(
              "Bytes allocated in a step, " + step,
              "engine/bytes/" + step,
              "≈ 0 (< %.0f)".formatted(NO_BYTES),
              value -> value < NO_BYTES));
    }
    return rows;
  }

  private void addSteps(List<Row> rows) {
    rows.add(step("Step, dense, SGD", "dense-sgd", BenchNet.DENSE, 2));
    rows.add(step("Step, dense, Adam", "dense-adam", BenchNet.DENSE, 2));
    rows.add(step("Step, tiny, SGD", "tiny-sgd", BenchNet.TINY, 30));
    rows.add(step("Step, CNN, SGD (aim 1.5 ×)", "cnn-sgd", BenchNet.CNN, 1));
    rows.add(share("Share of gemm peak, dense, SGD", "dense-sgd", "≥ 70 %"));
    rows.add(share("Share of gemm peak, dense, Adam", "dense-adam", "≥ 70 %"));
    rows.add(share("Share of gemm peak, CNN, SGD", "cnn-sgd", NOTHING));
  }

  private Row step(String what, String net, BenchNet size, double least) {
    String bound = bound(net, "pytorch/" + net, size.flopsPerStep());
    return against(what, net, "engine/" + net + "/step", bound, least);
  }

  private void addPasses(List<Row> rows) {
    rows.add(pass("dense", "pass", "own", BenchNet.DENSE.flopsPerPass(), 3.5));
    rows.add(pass("CNN", "pass-cnn", "own", BenchNet.CNN.flopsPerPass(), 2));
    rows.add(average());
    rows.add(pass("dense", "shared-pass", "shared", BenchNet.DENSE.flopsPerThinnedPass(), 0));
  }

  private Row pass(String net, String torchRow, String masks, double flopsPerRow, double least) {
    String engine = "pass-" + net.toLowerCase(Locale.ROOT);
    String bound = bound(engine, "pytorch/" + torchRow, ROWS * flopsPerRow);
    String sharing = masks.equals("own") ? "own masks" : "one mask for all";
    String what = "A random pass, %s, 1000 rows, %s".formatted(net, sharing);
    return against(what, torchRow, "engine/" + engine + "/" + masks, bound, least);
  }

  private void addDistilling(List<Row> rows) {
    for (String net : List.of("dense", "CNN")) {
      String torchRow = net.equals("CNN") ? "distil-cnn" : "distil";
      String key = "engine/" + torchRow + "/distilling";
      rows.add(against("Step of distilling, " + net + ", SGD", torchRow, key, NOTHING, 0));
      rows.add(
          own(
              "Step of distilling / step of the teacher, " + net,
              key + "OfTeacher",
              "≤ " + MOST_OF_DISTILLING,
              value -> value <= MOST_OF_DISTILLING));
    }
  }

  private void addWorkers(List<Row> rows) {
    rows.add(workers("Step, dense, SGD", "engine/dense-sgd/step", SECOND_WORKER));
    rows.add(workers("Step, dense, Adam", "engine/dense-adam/step", SECOND_WORKER));
    rows.add(workers("Step, CNN", "engine/cnn-sgd/step", SECOND_WORKER));
    rows.add(workers("Pass, dense, own masks", "engine/pass-dense/own", SECOND_WORKER));
    rows.add(workers("Pass, CNN, own masks", "engine/pass-cnn/own", SECOND_WORKER));
    rows.add(workers("Step, tiny", "engine/tiny-sgd/step", AS_FAST));
    rows.add(workers("Pass, tiny, own masks", "engine/pass-tiny/own", AS_FAST));
  }

  /** Compares with the faster way of PyTorch; nothing is wanted if {@code least} is 0. */
  private Row against(String what, String torchRow, String key, String bound, double least) {
    Optional<Series> modules = find("pytorch/" + torchRow + "/modules");
    Optional<Series> byHand = find("pytorch/" + torchRow + "/by hand");
    Optional<Series> engine = find(key);
    Optional<Series> fastest = fastest("pytorch/" + torchRow);
    Double ratio =
        fastest.isPresent() && engine.isPresent()
            ? fastest.get().median() / engine.get().median()
            : null;
    String usual =
        modules.isPresent() && engine.isPresent()
            ? " (modules: %s)".formatted(times(modules.get().median() / engine.get().median()))
            : "";
    return new Row(
        what,
        modules.map(Series::text).orElse(byHand.isPresent() ? NOTHING : MISSING),
        byHand.map(one -> one.text() + " (" + one.note() + ")").orElse(NOTHING),
        engine.map(Series::text).orElse(MISSING),
        ratio == null ? MISSING : times(ratio) + usual,
        bound,
        least == 0 ? NOTHING : "≥ " + times(least),
        (least == 0 || ratio == null) ? null : Boolean.valueOf(ratio >= least));
  }

  private Optional<Series> fastest(String torchKey) {
    return Stream.of(find(torchKey + "/modules"), find(torchKey + "/by hand"))
        .flatMap(Optional::stream)
        .min((a, b) -> Double.compare(a.median(), b.median()));
  }

  /** Says how fast it would be if products ran at their peak and all else took no time. */
  private String bound(String engine, String torchKey, double flops) {
    Optional<Series> peak = find("engine/" + engine + "/peak");
    if (peak.isEmpty()) {
      return NOTHING;
    }
    double millis = flops / peak.get().median() / 1e6;
    String most =
        fastest(torchKey).map(torch -> ": " + times(torch.median() / millis)).orElse(NOTHING);
    return Series.number(millis) + " ms" + most;
  }

  private Row average() {
    if (plans == null) {
      return against(
          "An average as good as 100 independent passes",
          "average",
          "none",
          NOTHING,
          WHOLE_AVERAGE);
    }
    PlanError last = plans.last();
    String key = "engine/average/" + last.passes();
    double flops = ROWS * last.passes() * BenchNet.DENSE.flopsPerThinnedPass();
    String what =
        plans.suffices()
            ? "An average as good as 100 independent passes: T = %d, one mask, balanced"
            : "T = %d, one mask, balanced: not as good as 100 independent passes";
    Row row =
        against(
            what.formatted(last.passes()),
            "average",
            key,
            bound("pass-dense", "pytorch/average", flops),
            WHOLE_AVERAGE);
    String beside =
        String.format(
            Locale.ROOT,
            "; the data set's KL varies by %.5f, that of 100 passes by %.5f",
            last.divergenceDeviation(),
            plans.independent().divergenceDeviation());
    return plans.suffices() ? row.with(beside) : row.with(beside).failed();
  }

  private Row share(String what, String net, String wanted) {
    return own(what, "engine/" + net + "/shareOfPeak", wanted, value -> value >= LEAST_OF_PEAK);
  }

  private Row evaluation(String recipe) {
    return own(
        "Evaluations, share of the time of a run of " + recipe,
        "engine/evaluation-" + recipe + "/share",
        "≤ %.0f %%".formatted(MOST_OF_EVALUATION),
        value -> value <= MOST_OF_EVALUATION);
  }

  /** Nothing is wanted if {@code wanted} is empty. */
  private Row own(String what, String key, String wanted, DoublePredicate reached) {
    Optional<Series> engine = find(key);
    String text = engine.map(Series::text).orElse(MISSING);
    Boolean answer =
        wanted.isEmpty() ? null : engine.map(one -> reached.test(one.median())).orElse(null);
    return new Row(what, NOTHING, NOTHING, text, text, NOTHING, wanted, answer);
  }

  private Row workers(String what, String key, double least) {
    Optional<Series> alone = find(key + "Alone");
    Optional<Series> together = find(key);
    Double ratio =
        alone.isPresent() && together.isPresent()
            ? alone.get().median() / together.get().median()
            : null;
    return new Row(
        "2 workers in place of 1: " + what,
        NOTHING,
        NOTHING,
        Stream.of(together, alone)
            .flatMap(Optional::stream)
            .map(Series::text)
            .reduce((a, b) -> a + ", alone " + b)
            .orElse(MISSING),
        ratio == null ? MISSING : times(ratio),
        NOTHING,
        "≥ " + times(least),
        ratio == null ? null : Boolean.valueOf(ratio >= least));
  }

  private Optional<Series> find(String key) {
    return Optional.ofNullable(series.get(key));
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f ×", ratio);
  }
}
