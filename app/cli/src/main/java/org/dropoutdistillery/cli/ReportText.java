package org.dropoutdistillery.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.plots.ReportContent;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RunOutcome;

/** What the report says of an outcome. */
record ReportText(RunOutcome outcome, Dataset dataset, Split split, Environment environment) {
  ReportContent content() {
    return new ReportContent(
        outcome.recipe().name() + ", seed " + outcome.recipe().seed(),
        outcome.isComplete() ? outcome.test().report().verdict() : stopped(),
        outcome.recipe(),
        outcome.test(),
        outcome.steps(),
        outcome.seconds(),
        outcome.curve(),
        facts());
  }

  private String stopped() {
    String cause =
        outcome.divergence() == null
            ? "The run was stopped"
            : "Not complete: " + outcome.divergence().getMessage() + ". The run ended";
    return "%s after %d of %d steps; the test rows were not touched."
        .formatted(cause, outcome.steps(), outcome.totalSteps());
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

  private static String weights(Network network) {
    return String.format(Locale.ROOT, "%,d", network.architecture().weightCount());
  }
}
