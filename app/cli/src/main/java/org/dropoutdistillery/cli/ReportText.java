package org.dropoutdistillery.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Verdict;
import org.dropoutdistillery.plots.ReportContent;
import org.dropoutdistillery.run.Costs;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunOutcome;

/** What the report says of an outcome. */
record ReportText(RunOutcome outcome, Dataset dataset, Split split, Environment environment) {
  private static final Costs NOT_MEASURED = new Costs(Double.NaN, Double.NaN, Double.NaN);

  ReportContent content() {
    GapReport test = outcome.isComplete() ? (GapReport) outcome.test().report() : null;
    Costs costs = outcome.isComplete() ? outcome.test().costs() : NOT_MEASURED;
    return new ReportContent(
        outcome.recipe().name() + ", seed " + outcome.recipe().seed(),
        test == null ? stopped() : Verdict.of(test),
        RecipeJson.write(outcome.recipe()),
        test,
        costs.standard(),
        costs.monteCarlo(),
        costs.student(),
        outcome.steps(),
        outcome.seconds(),
        outcome.curve(),
        facts());
  }

  private String stopped() {
    return "The run was stopped after %d of %d steps; the test rows were not touched."
        .formatted(outcome.steps(), outcome.totalSteps());
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Data set",
        "%s: %d training, %d validation, %d test rows"
            .formatted(
                dataset.name(),
                split.train().length,
                split.validation().length,
                split.test().length));
    facts.put("Seed", Long.toString(outcome.recipe().seed()));
    facts.put("Weights of the teacher", weights(outcome.teacher()));
    facts.put(
        "Weights of the student",
        outcome.student() == null ? "no student yet" : weights(outcome.student()));
    facts.put("Processor", environment.processor() + ", " + environment.cores() + " cores");
    facts.put("Java", environment.java());
    facts.put("BLAS", environment.blas() + ", kernels for " + environment.kernel());
    return facts;
  }

  private static String weights(org.dropoutdistillery.nn.Network network) {
    return String.format(java.util.Locale.ROOT, "%,d", network.architecture().weightCount());
  }
}
