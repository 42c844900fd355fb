package org.dropoutdistillery.plots;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunFacts;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TestResult;

/**
 * What a report tells of one run.
 *
 * @param title name of the run
 * @param verdict one sentence or a few that say where things stand
 * @param recipe as run, with what was changed meanwhile
 * @param test what was measured on the test rows; null when the run was stopped before
 * @param steps optimisation steps done, teacher and student together
 * @param seconds that the run took; NaN if not measured
 * @param curve what was measured on the validation rows, by step
 * @param facts where the numbers come from (data set, seed, processor, …), in order
 */
public record ReportContent(
    String title,
    String verdict,
    Recipe recipe,
    TestResult test,
    long steps,
    double seconds,
    List<EvaluationPoint> curve,
    Map<String, String> facts) {

  public ReportContent {
    curve = List.copyOf(curve);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Returns what a report tells of an outcome.
   *
   * @param facts as of {@link RunFacts}
   */
  public static ReportContent of(RunOutcome outcome, Map<String, String> facts) {
    return new ReportContent(
        outcome.recipe().name() + ", seed " + outcome.recipe().seed(),
        outcome.sentence(),
        outcome.recipe(),
        outcome.test(),
        outcome.steps(),
        outcome.seconds(),
        outcome.curve(),
        facts);
  }

  /** Returns what was measured last, on the test rows if it came so far; null for nothing. */
  Report lastReport() {
    if (test != null) {
      return test.report();
    }
    return curve.isEmpty() ? null : curve.get(curve.size() - 1).report();
  }
}
