package org.dropoutdistillery.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.nn.Network;

/** What stands under a report: where its numbers come from. */
public final class RunFacts {
  private RunFacts() {}

  /** Returns names and values in the order in which to show them. */
  public static Map<String, String> of(RunOutcome outcome, RunData data, Environment environment) {
    Split split = data.split();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Data set",
        "%s: %d training, %d validation, %d test rows"
            .formatted(
                data.dataset().name(),
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
