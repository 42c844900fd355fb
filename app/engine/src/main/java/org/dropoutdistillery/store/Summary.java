package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.Costs;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RoadResult;
import org.dropoutdistillery.run.RunOutcome;

/**
 * The numbers of a run on its test rows, as JSON. Errors and ECE are fractions, divergences and
 * likelihoods and entropies nats, times of examples milliseconds; what is said of predicted numbers
 * is in the unit of the target, or its square. Null stands where there is no number.
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
          "maskVariance",
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
    root.put("divergence", outcome.divergence() == null ? null : outcome.divergence().getMessage());
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
    Report report = outcome.test().report();
    Costs costs = outcome.test().costs();
    root.put("rows", report.rows());
    root.put("mcPasses", report.passes());
    root.put("confidence", report.confidence());
    ObjectNode predictors = root.putObject("predictors");
    predictors.set("standard", predictor(report.standard(), costs.standard()));
    predictors.set("mc", predictor(report.monteCarlo(), costs.monteCarlo()));
    predictors.set(
        "student", report.student() == null ? null : predictor(report.student(), costs.student()));
    root.set("headline", Nodes.interval(report.headline()));
    root.set("gapClosed", Nodes.interval(report.gapClosed()));
    root.put("noiseFloor", report.noiseFloor());
    root.put("mutualInformation", mutualInformation(report));
    root.put("maskVariance", maskVariance(report));
    root.set("studentMinusStandard", report.student() == null ? null : differences(report));
    root.set("equivalentPasses", Nodes.interval(report.equivalentPasses()));
    ArrayNode roads = root.putArray("roads");
    outcome.test().roads().forEach(result -> roads.add(road(result)));
    ObjectNode averaging = root.putObject("averaging");
    outcome
        .test()
        .averaging()
        .forEach(curve -> averaging.set(lower(curve.metric()), points(curve)));
    root.put("verdict", report.verdict());
  }

  private static ObjectNode predictor(PredictorFigures figures, double msPerExample) {
    return figures instanceof PredictorReport classes
        ? ClassNodes.predictor(classes, msPerExample)
        : ResponseNodes.predictor((RegressionPredictorReport) figures, msPerExample);
  }

  private static ObjectNode differences(Report report) {
    return report instanceof GapReport classes
        ? ClassNodes.differences(classes.studentMinusStandard())
        : ResponseNodes.differences(((RegressionReport) report).studentMinusStandard());
  }

  private static Double mutualInformation(Report report) {
    return report instanceof GapReport classes ? classes.mutualInformation() : null;
  }

  private static Double maskVariance(Report report) {
    return report instanceof RegressionReport numbers ? numbers.maskVariance() : null;
  }

  private static ObjectNode road(RoadResult result) {
    ObjectNode node = Nodes.object();
    node.put("road", result.road().label());
    if (result.report() == null) {
      node.put("refusal", result.refusal());
      return node;
    }
    node.set("predictor", predictor(result.report().report(), result.millisPerExample()));
    node.set("gapClosed", Nodes.interval(result.report().gapClosed()));
    node.set("studentAdvantage", Nodes.interval(result.report().studentAdvantage()));
    if (result.own() != null) {
      node.set("ownGap", Nodes.interval(result.own().standardToMc()));
      node.put("ownMutualInformation", mutualInformation(result.own()));
      node.put("ownMaskVariance", maskVariance(result.own()));
    }
    return node;
  }

  private static ArrayNode points(AveragingCurve curve) {
    ArrayNode points = MAPPER.createArrayNode();
    for (AveragingCurve.Point point : curve.points()) {
      ObjectNode node = points.addObject();
      node.put("passes", point.passes());
      node.set("value", Nodes.finite(point.value()));
      node.set("standardError", Nodes.finite(point.standardError()));
    }
    return points;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
