package org.dropoutdistillery.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.dropoutdistillery.bench.PlanSearch;

/** The lines of the comparison, from all series. What was not measured is said to be so. */
final class Rows {
  private static final String MISSING = "not measured";
  private static final String NOTHING = "";

  /** What JMH's own loop allocates, spread over the steps of an iteration, is below this. */
  private static final double NO_BYTES = 256;

  private static final double AS_FAST = 1;

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

  List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.add(against("Step, dense, SGD", "dense-sgd", "engine/dense-sgd/step", 1.6));
    rows.add(against("Step, dense, Adam", "dense-adam", "engine/dense-adam/step", 1.5));
    rows.add(against("Step, tiny, SGD", "tiny-sgd", "engine/tiny-sgd/step", 20));
    rows.add(share("Share of gemm peak, dense, SGD", "dense-sgd"));
    rows.add(share("Share of gemm peak, dense, Adam", "dense-adam"));
    rows.add(against("A random pass, 1000 rows, own masks", "pass", "engine/pass-dense/own", 3));
    rows.add(average());
    rows.add(
        against(
            "A random pass, 1000 rows, one mask for all",
            "shared-pass",
            "engine/pass-dense/shared",
            0));
    rows.add(against("Step of distilling, dense, SGD", "distil", "engine/distil/distilling", 0));
    rows.add(
        own(
            "Step of distilling / step of the teacher",
            "engine/distil/distillingOfTeacher",
            "≤ 1.5",
            value -> value <= 1.5));
    rows.add(
        workers("Step, dense, SGD", "engine/dense-sgd/stepAlone", "engine/dense-sgd/step", 1.6));
    rows.add(
        workers("Step, dense, Adam", "engine/dense-adam/stepAlone", "engine/dense-adam/step", 1.6));
    rows.add(
        workers(
            "Pass, dense, own masks", "engine/pass-dense/ownAlone", "engine/pass-dense/own", 1.6));
    rows.add(workers("Step, tiny", "engine/tiny-sgd/stepAlone", "engine/tiny-sgd/step", AS_FAST));
    rows.add(
        workers(
            "Pass, tiny, own masks", "engine/pass-tiny/ownAlone", "engine/pass-tiny/own", AS_FAST));
    for (String step : List.of("dense-sgd", "dense-adam", "tiny-sgd", "distil")) {
      rows.add(
          own(
              "Bytes allocated in a step, " + step,
              "engine/bytes/" + step,
              "≈ 0 (< %.0f)".formatted(NO_BYTES),
              value -> value < NO_BYTES));
    }
    return rows;
  }

  /** Compares with the faster way of PyTorch; nothing is wanted if {@code least} is 0. */
  private Row against(String what, String torchRow, String key, double least) {
    Optional<Series> modules = find("pytorch/" + torchRow + "/modules");
    Optional<Series> byHand = find("pytorch/" + torchRow + "/by hand");
    Optional<Series> engine = find(key);
    Optional<Series> fastest =
        Stream.of(modules, byHand)
            .flatMap(Optional::stream)
            .min((a, b) -> Double.compare(a.median(), b.median()));
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
        least == 0 ? NOTHING : "≥ " + times(least),
        (least == 0 || ratio == null) ? null : Boolean.valueOf(ratio >= least));
  }

  private Row average() {
    if (plans == null) {
      return against("An average as good as 100 independent passes", "average", "none", 12);
    }
    int passes = plans.last().passes();
    String key = "engine/average/" + passes;
    if (plans.suffices()) {
      String what = "An average as good as 100 independent passes: T = %d, one mask, balanced";
      return against(what.formatted(passes), "average", key, 12);
    }
    String what = "T = %d, one mask, balanced: not as good as 100 independent passes";
    return against(what.formatted(passes), "average", key, 12).failed();
  }

  private Row share(String what, String net) {
    return own(what, "engine/" + net + "/shareOfPeak", "≥ 60 %", value -> value >= 60);
  }

  private Row own(String what, String key, String wanted, DoublePredicate reached) {
    Optional<Series> engine = find(key);
    String text = engine.map(Series::text).orElse(MISSING);
    Boolean answer = engine.map(one -> reached.test(one.median())).orElse(null);
    return new Row(what, NOTHING, NOTHING, text, text, wanted, answer);
  }

  private Row workers(String what, String aloneKey, String key, double least) {
    Optional<Series> alone = find(aloneKey);
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
