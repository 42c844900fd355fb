package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.SeedComparison;
import org.dropoutdistillery.run.SeedFigure.Unit;

/**
 * One experiment with several seeds, each with a teacher and a student of its own. Figures are
 * paired: each compares predictors of the same seed, on the same test rows and masks.
 */
public final class SeedStudy {
  private record Measure(
      String key, String label, Unit unit, ToDoubleFunction<PredictorFigures> of) {}

  private static final List<Measure> OF_CLASSES =
      List.of(
          new Measure("nll", "NLL", Unit.NATS, of -> of.nll().value()),
          new Measure("error", "error", Unit.POINTS, of -> ((PredictorReport) of).error().value()),
          new Measure("brier", "Brier", Unit.PLAIN, of -> ((PredictorReport) of).brier().value()),
          new Measure("ece", "ECE", Unit.POINTS, of -> ((PredictorReport) of).ece()));
  private static final List<Measure> OF_NUMBERS =
      List.of(
          new Measure("nll", "NLL", Unit.NATS, of -> of.nll().value()),
          new Measure(
              "rmse", "RMSE", Unit.PLAIN, of -> ((RegressionPredictorReport) of).rmse().value()));

  private final List<TestResult> results;
  private final double confidence;
  private final Map<String, Double> margins;
  private final List<SeedFigure> figures = new ArrayList<>();

  private SeedStudy(List<TestResult> results, double confidence, Map<String, Double> margins) {
    this.results = results;
    this.confidence = confidence;
    this.margins = margins;
  }

  /** Returns the keys that a margin may name: differences which would be 0 for equal predictors. */
  public static Set<String> marginKeys(boolean regression) {
    Set<String> keys = new LinkedHashSet<>();
    for (Measure measure : regression ? OF_NUMBERS : OF_CLASSES) {
      keys.add("studentMinusStandard." + measure.key());
      keys.add("studentMinusMc." + measure.key());
    }
    return keys;
  }

  /**
   * Returns the figures of a study.
   *
   * @param results one of each seed, all of the same recipe; at least one
   * @param confidence of the intervals over seeds, in (0, 1)
   * @param margins by one of {@link #marginKeys}: how large that difference may be and still not
   *     matter, in its unit; above 0, and stated before anything was measured
   */
  public static List<SeedFigure> figures(
      List<TestResult> results, double confidence, Map<String, Double> margins) {
    SeedStudy study = new SeedStudy(results, confidence, margins);
    boolean regression = results.get(0).report().standard() instanceof RegressionPredictorReport;
    study.addNearness(regression);
    (regression ? OF_NUMBERS : OF_CLASSES).forEach(study::addDifferences);
    study.addRoads(regression);
    return study.figures;
  }

  private void addNearness(boolean regression) {
    add("gapClosed", "gap closed", Unit.PERCENT, test -> value(test.report().gapClosed()));
    add(
        "headline",
        regression ? "distance to MC, standard − student" : "KL(MC‖standard) − KL(MC‖student)",
        regression ? Unit.PLAIN : Unit.NATS,
        test -> value(test.report().headline()));
  }

  private void addDifferences(Measure measure) {
    ToDoubleFunction<PredictorFigures> of = measure.of();
    add(
        "studentMinusStandard." + measure.key(),
        "student − standard, " + measure.label(),
        measure.unit(),
        test ->
            of.applyAsDouble(test.report().student()) - of.applyAsDouble(test.report().standard()));
    add(
        "studentMinusMc." + measure.key(),
        "student − MC, " + measure.label(),
        measure.unit(),
        test ->
            of.applyAsDouble(test.report().student())
                - of.applyAsDouble(test.report().monteCarlo()));
  }

  private void addRoads(boolean regression) {
    for (int i = 0; i < results.get(0).roads().size(); i++) {
      int road = i;
      String name = results.get(0).roads().get(i).road().label();
      add(
          name + ".gapClosed",
          name + ", gap closed",
          Unit.PERCENT,
          test -> value(closed(test.roads().get(road))));
      add(
          name + ".studentAdvantage",
          name + ", how much nearer the student stands",
          regression ? Unit.PLAIN : Unit.NATS,
          test -> value(advantage(test.roads().get(road))));
    }
  }

  private static Interval closed(RoadResult road) {
    return road.report() == null ? null : road.report().gapClosed();
  }

  private static Interval advantage(RoadResult road) {
    return road.report() == null ? null : road.report().studentAdvantage();
  }

  private static double value(Interval interval) {
    return interval == null ? Double.NaN : interval.value();
  }

  private void add(String key, String label, Unit unit, ToDoubleFunction<TestResult> figure) {
    double[] perSeed = results.stream().mapToDouble(figure).toArray();
    boolean defined = Arrays.stream(perSeed).allMatch(Double::isFinite);
    figures.add(
        new SeedFigure(
            key,
            label,
            unit,
            Arrays.stream(perSeed).boxed().toList(),
            defined ? SeedComparison.of(perSeed, confidence) : null,
            margins.get(key)));
  }
}
