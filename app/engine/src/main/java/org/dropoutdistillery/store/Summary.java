package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.Verdict;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.RunOutcome;

/**
 * The numbers of a run on its test rows, as JSON. Errors and ECE are fractions, divergences and
 * likelihoods and entropies nats, times of examples milliseconds; null stands where there is no
 * number.
 */
public final class Summary {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> TEST_KEYS =
      List.of(
          "rows",
          "mcPasses",
          "confidence",
          "predictors",
          "headline",
          "gapClosed",
          "noiseFloor",
          "mutualInformation",
          "studentMinusStandard",
          "equivalentPasses",
          "roads",
          "averaging",
          "verdict");

  private Summary() {}

  /** Returns the text of {@code summary.json}. */
  public static String of(RunOutcome outcome, Environment environment) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("recipe", outcome.recipe().name());
    root.put("seed", outcome.recipe().seed());
    root.put("completed", outcome.isComplete());
    root.put("steps", outcome.steps());
    root.put("totalSteps", outcome.totalSteps());
    root.put("seconds", outcome.seconds());
    putTest(root, outcome);
    ObjectNode weights = root.putObject("weights");
    weights.put("teacher", outcome.teacher().architecture().weightCount());
    if (outcome.student() == null) {
      weights.putNull("student");
    } else {
      weights.put("student", outcome.student().architecture().weightCount());
    }
    root.set("environment", MAPPER.valueToTree(environment));
    root.set("recipeAsRun", RecipeJson.toTree(outcome.recipe()));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void putTest(ObjectNode root, RunOutcome outcome) {
    if (!outcome.isComplete()) {
      TEST_KEYS.forEach(root::putNull);
      return;
    }
    GapReport report = (GapReport) outcome.test().report();
    root.put("rows", report.rows());
    root.put("mcPasses", report.passes());
    root.put("confidence", report.confidence());
    ObjectNode predictors = root.putObject("predictors");
    predictors.set("standard", predictor(report.standard(), outcome.test().costs().standard()));
    predictors.set("mc", predictor(report.monteCarlo(), outcome.test().costs().monteCarlo()));
    predictors.set("student", predictor(report.student(), outcome.test().costs().student()));
    root.set("headline", interval(report.headline()));
    root.set("gapClosed", interval(report.gapClosed()));
    root.put("noiseFloor", report.noiseFloor());
    root.put("mutualInformation", report.mutualInformation());
    root.set("studentMinusStandard", differences(report.studentMinusStandard()));
    root.set("equivalentPasses", interval(report.equivalentPasses()));
    ArrayNode roads = root.putArray("roads");
    outcome.test().roads().forEach(result -> roads.add(road(result)));
    ObjectNode averaging = root.putObject("averaging");
    outcome
        .test()
        .averaging()
        .forEach(curve -> averaging.set(lower(curve.metric()), points(curve)));
    root.put("verdict", Verdict.of(report));
  }

  private static ObjectNode road(RoadResult result) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("road", lower(result.road()));
    if (result.report() == null) {
      node.put("refusal", result.refusal());
      return node;
    }
    node.set(
        "predictor",
        predictor((PredictorReport) result.report().report(), result.millisPerExample()));
    node.set("gapClosed", interval(result.report().gapClosed()));
    node.set("studentAdvantage", interval(result.report().studentAdvantage()));
    if (result.own() instanceof GapReport own) {
      node.set("ownGap", interval(own.standardToMc()));
      node.put("ownMutualInformation", own.mutualInformation());
    }
    return node;
  }

  private static ArrayNode points(AveragingCurve curve) {
    ArrayNode points = MAPPER.createArrayNode();
    for (AveragingCurve.Point point : curve.points()) {
      ObjectNode node = points.addObject();
      node.put("passes", point.passes());
      putFinite(node, "value", point.value());
      putFinite(node, "standardError", point.standardError());
    }
    return points;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode predictor(PredictorReport report, double msPerExample) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("error", report.error().value());
    node.put("nll", report.nll().value());
    node.put("brier", report.brier().value());
    node.put("ece", report.ece());
    if (report.klToMc() == null) {
      node.putNull("klToMc");
    } else {
      node.put("klToMc", report.klToMc().value());
    }
    node.put("adaptiveEce", report.adaptiveEce());
    node.put("classwiseEce", report.classwiseEce());
    node.put("entropy", report.entropy());
    node.put("tvToMc", report.tvToMc());
    node.put("agreementWithMc", report.agreementWithMc());
    node.put("msPerExample", msPerExample);
    ObjectNode intervals = node.putObject("intervals");
    intervals.set("error", interval(report.error()));
    intervals.set("nll", interval(report.nll()));
    intervals.set("brier", interval(report.brier()));
    intervals.set("klToMc", interval(report.klToMc()));
    return node;
  }

  private static ObjectNode differences(GapReport.Differences differences) {
    ObjectNode node = MAPPER.createObjectNode();
    node.set("error", interval(differences.error()));
    node.set("nll", interval(differences.nll()));
    node.set("brier", interval(differences.brier()));
    node.set("ece", interval(differences.ece()));
    node.set("rightness", rightness(differences.rightness()));
    return node;
  }

  private static ObjectNode rightness(McNemar test) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("onlyStudentRight", test.onlyFirst());
    node.put("onlyStandardRight", test.onlySecond());
    node.put("exactP", test.exact());
    node.put("midP", test.mid());
    return node;
  }

  private static JsonNode interval(Interval interval) {
    if (interval == null) {
      return MAPPER.nullNode();
    }
    ObjectNode node = MAPPER.createObjectNode();
    putFinite(node, "value", interval.value());
    putFinite(node, "low", interval.low());
    putFinite(node, "high", interval.high());
    return node;
  }

  /** Puts null for what is unbounded, since JSON has no infinity. */
  private static void putFinite(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
