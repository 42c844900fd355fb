package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Verdict;
import org.dropoutdistillery.run.Costs;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TestResult;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final Environment ENVIRONMENT =
      new Environment("a processor", 2, "17", "OpenBLAS 1", "Zen");
  private static final RunOutcome OUTCOME =
      TinyRun.drive(TinyRun.recipe("student.start", "fresh", "student.layers", "[4]", "seed", "3"));

  private static JsonNode summary(RunOutcome outcome) {
    try {
      return new JsonMapper().readTree(Summary.of(outcome, ENVIRONMENT));
    } catch (JsonProcessingException wrong) {
      throw new AssertionError(wrong);
    }
  }

  @Test
  void saysWhatRanAndHowFar() {
    JsonNode summary = summary(OUTCOME);

    assertThat(summary.get("recipe").textValue()).isEqualTo("digits");
    assertThat(summary.get("seed").isIntegralNumber()).isTrue();
    assertThat(summary.get("seed").longValue()).isEqualTo(3);
    assertThat(summary.get("completed").booleanValue()).isTrue();
    assertThat(summary.get("steps").longValue()).isEqualTo(84);
    assertThat(summary.get("totalSteps").longValue()).isEqualTo(84);
    assertThat(summary.get("seconds").doubleValue()).isEqualTo(OUTCOME.seconds()).isPositive();
    assertThat(summary.at("/weights/teacher").longValue())
        .isEqualTo(64 * 8 + 8 + 8 * 8 + 8 + 8 * 10 + 10);
    assertThat(summary.at("/weights/student").longValue()).isEqualTo(64 * 4 + 4 + 4 * 10 + 10);
    assertThat(RecipeJson.read("as run", summary.get("recipeAsRun").toString()))
        .isEqualTo(OUTCOME.recipe());
    assertThat(summary.at("/environment/kernel").textValue()).isEqualTo("Zen");
    assertThat(summary.at("/environment/cores").intValue()).isEqualTo(2);
  }

  @Test
  void holdsTheMeasuresOfTheThreePredictors() {
    JsonNode predictors = summary(OUTCOME).get("predictors");
    GapReport report = (GapReport) OUTCOME.test().report();
    Costs costs = OUTCOME.test().costs();

    assertThat(predictors.properties()).hasSize(3);
    assertPredictor(predictors.get("standard"), report.standard(), costs.standard());
    assertPredictor(predictors.get("mc"), report.monteCarlo(), costs.monteCarlo());
    assertPredictor(predictors.get("student"), report.student(), costs.student());
    assertThat(predictors.at("/mc/klToMc").isNull()).isTrue();
    assertThat(predictors.at("/mc/intervals/klToMc").isNull()).isTrue();
    assertThat(predictors.at("/mc/tvToMc").isNull()).isTrue();
    assertThat(predictors.at("/mc/agreementWithMc").isNull()).isTrue();
  }

  private static void assertPredictor(JsonNode node, PredictorReport report, double cost) {
    assertThat(node.get("error").doubleValue()).isEqualTo(report.error().value()).isBetween(0., 1.);
    assertThat(node.get("nll").doubleValue()).isEqualTo(report.nll().value());
    assertThat(node.get("brier").doubleValue()).isEqualTo(report.brier().value());
    assertThat(node.get("ece").doubleValue()).isEqualTo(report.ece()).isBetween(0., 1.);
    assertThat(node.get("adaptiveEce").doubleValue()).isEqualTo(report.adaptiveEce());
    assertThat(node.get("classwiseEce").doubleValue()).isEqualTo(report.classwiseEce());
    assertThat(node.get("entropy").doubleValue()).isEqualTo(report.entropy()).isPositive();
    assertThat(node.get("msPerExample").doubleValue()).isEqualTo(cost).isPositive();
    assertThat(node.at("/intervals/nll/low").doubleValue()).isEqualTo(report.nll().low());
    assertThat(node.at("/intervals/nll/high").doubleValue()).isEqualTo(report.nll().high());
    if (report.klToMc() != null) {
      assertThat(node.get("klToMc").doubleValue()).isEqualTo(report.klToMc().value());
      assertThat(node.at("/intervals/klToMc/high").doubleValue()).isEqualTo(report.klToMc().high());
      assertThat(node.get("tvToMc").doubleValue()).isEqualTo(report.tvToMc());
      assertThat(node.get("agreementWithMc").doubleValue()).isEqualTo(report.agreementWithMc());
    }
  }

  @Test
  void holdsHeadlineShareAndWhatTheyRestOn() {
    JsonNode summary = summary(OUTCOME);
    GapReport report = (GapReport) OUTCOME.test().report();

    assertThat(summary.get("rows").intValue()).isEqualTo(360);
    assertThat(summary.get("mcPasses").intValue()).isEqualTo(40);
    assertThat(summary.get("confidence").doubleValue()).isEqualTo(0.95);
    assertThat(summary.at("/headline/value").doubleValue()).isEqualTo(report.headline().value());
    assertThat(summary.at("/headline/low").doubleValue()).isEqualTo(report.headline().low());
    assertThat(summary.at("/headline/high").doubleValue()).isEqualTo(report.headline().high());
    assertThat(report.gapClosed()).isNotNull();
    assertThat(summary.at("/gapClosed/value").doubleValue()).isEqualTo(report.gapClosed().value());
    assertThat(summary.at("/gapClosed/low").doubleValue()).isEqualTo(report.gapClosed().low());
    assertThat(summary.at("/gapClosed/high").doubleValue()).isEqualTo(report.gapClosed().high());
    assertThat(summary.get("noiseFloor").doubleValue()).isEqualTo(report.noiseFloor());
    assertThat(summary.get("mutualInformation").doubleValue())
        .isEqualTo(report.mutualInformation());
    assertThat(summary.at("/studentMinusStandard/nll/value").doubleValue())
        .isEqualTo(report.studentMinusStandard().nll().value());
    McNemar rightness = report.studentMinusStandard().rightness();
    assertThat(rightness.onlyFirst() + rightness.onlySecond()).isPositive();
    JsonNode told = summary.at("/studentMinusStandard/rightness");
    assertThat(told.get("onlyStudentRight").intValue()).isEqualTo(rightness.onlyFirst());
    assertThat(told.get("onlyStandardRight").intValue()).isEqualTo(rightness.onlySecond());
    assertThat(told.get("exactP").doubleValue()).isEqualTo(rightness.exact());
    assertThat(told.get("midP").doubleValue()).isEqualTo(rightness.mid());
    assertThat(summary.at("/equivalentPasses/low").doubleValue())
        .isEqualTo(report.equivalentPasses().low())
        .isPositive();
    assertThat(summary.get("verdict").textValue()).isEqualTo(Verdict.of(report));
  }

  @Test
  void ofPredictedNumbersItHoldsWhatIsMeasuredOfThem() {
    RunOutcome outcome =
        TinyRun.driveOnItsData(
            TinyRun.sine(
                "evaluation.predictors", "[\"moments\", \"geometric\", \"expectation_linear\"]"));
    JsonNode summary = summary(outcome);
    RegressionReport report = (RegressionReport) outcome.test().report();

    assertThat(keys(summary)).containsExactlyElementsOf(keys(summary(OUTCOME)));
    JsonNode student = summary.at("/predictors/student");
    assertThat(keys(student))
        .containsExactly("rmse", "nll", "distanceToMc", "msPerExample", "intervals");
    assertThat(student.get("rmse").doubleValue()).isEqualTo(report.student().rmse().value());
    assertThat(student.get("nll").doubleValue()).isEqualTo(report.student().nll().value());
    assertThat(student.get("distanceToMc").doubleValue()).isEqualTo(report.studentToMc().value());
    assertThat(student.at("/intervals/distanceToMc/high").doubleValue())
        .isEqualTo(report.studentToMc().high());
    assertThat(student.at("/intervals/rmse/low").doubleValue())
        .isEqualTo(report.student().rmse().low());
    assertThat(summary.at("/predictors/mc/distanceToMc").isNull()).isTrue();
    assertThat(summary.get("maskVariance").doubleValue()).isEqualTo(report.maskVariance());
    assertThat(summary.get("mutualInformation").isNull()).isTrue();
    assertThat(summary.at("/headline/low").doubleValue()).isEqualTo(report.headline().low());
    assertThat(summary.at("/studentMinusStandard/squaredError/value").doubleValue())
        .isEqualTo(report.studentMinusStandard().squaredError().value());
    assertThat(summary.get("verdict").textValue()).isEqualTo(Verdict.of(report));
    assertThat(keys(summary.get("averaging"))).containsExactly("mse", "squared_distance");
    assertThat(summary.at("/roads/0/predictor/distanceToMc").isNumber()).isTrue();
    assertThat(summary.at("/roads/1/refusal").textValue()).contains("probabilities");
    assertThat(summary.at("/roads/2/ownMaskVariance").doubleValue()).isPositive();
    assertThat(summary.at("/roads/2/ownMutualInformation").isNull()).isTrue();
  }

  @Test
  void theShareIsNullWhereThereIsNoGap() {
    RunOutcome outcome =
        TinyRun.drive(
            TinyRun.recipe("teacher.layers[0].dropRate", "0", "teacher.layers[1].dropRate", "0"));
    JsonNode summary = summary(outcome);

    assertThat(summary.has("gapClosed")).isTrue();
    assertThat(summary.get("gapClosed").isNull()).isTrue();
    assertThat(summary.at("/headline/value").isNumber()).isTrue();
    assertThat(summary.at("/predictors/standard/klToMc").isNumber()).isTrue();
  }

  @Test
  void anUnboundedEndIsNullSinceJsonHasNoInfinity() {
    GapReport one =
        (GapReport)
            TinyRun.drive(TinyRun.recipe("data.validationFraction", "0.0007"))
                .curve()
                .get(7)
                .report();
    JsonNode summary =
        summary(
            withTest(OUTCOME, new TestResult(one, OUTCOME.test().costs(), List.of(), List.of())));

    assertThat(summary.at("/headline/value").isNumber()).isTrue();
    assertThat(summary.at("/headline/low").isNull()).isTrue();
    assertThat(summary.at("/headline/high").isNull()).isTrue();
  }

  @Test
  void aCancelledRunHasEveryKeyAndNullForWhatWasNotMeasured() {
    RunOutcome cancelled = withTest(OUTCOME, null);
    JsonNode whole = summary(OUTCOME);
    JsonNode summary = summary(cancelled);

    assertThat(keys(summary)).containsExactlyElementsOf(keys(whole));
    assertThat(summary.get("completed").booleanValue()).isFalse();
    assertThat(keys(summary).stream().filter(key -> summary.get(key).isNull()))
        .containsExactly(
            "divergence",
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
    assertThat(summary.at("/weights/student").isNumber()).isTrue();
  }

  @Test
  void aRunCancelledBeforeTheHandOverHasNoStudentToWeigh() {
    RunOutcome cancelled =
        new RunOutcome(
            OUTCOME.recipe(), 15, 84, 0.5, List.of(), null, OUTCOME.teacher(), null, null);
    JsonNode summary = summary(cancelled);

    assertThat(summary.at("/weights/teacher").isNumber()).isTrue();
    assertThat(summary.get("weights").has("student")).isTrue();
    assertThat(summary.at("/weights/student").isNull()).isTrue();
  }

  @Test
  void isIndentedAndEndsItsLastLine() {
    assertThat(Summary.of(OUTCOME, ENVIRONMENT))
        .startsWith("{\n  \"recipe\" : \"digits\",\n")
        .endsWith("}\n")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void theEnvironmentOfThisProcessIsDescribed() {
    Environment here = Environment.current();

    assertThat(here.processor()).isNotBlank();
    assertThat(here.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(here.java()).contains(System.getProperty("java.vendor"));
    assertThat(here.blas()).matches("OpenBLAS \\d+\\.\\d+.*");
    assertThat(here.kernel()).isNotBlank();
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(entry -> entry.getKey()).toList();
  }

  private static RunOutcome withTest(RunOutcome outcome, TestResult test) {
    return new RunOutcome(
        outcome.recipe(),
        outcome.steps(),
        outcome.totalSteps(),
        outcome.seconds(),
        outcome.curve(),
        test,
        outcome.teacher(),
        outcome.student(),
        outcome.divergence());
  }
}
