package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.nn.Network;

/**
 * What a run came to.
 *
 * @param steps optimisation steps done
 * @param totalSteps steps of the whole run
 * @param seconds spent running, evaluations included, pauses not
 * @param curve evaluations on the validation rows, in order
 * @param test null if the run was cancelled
 * @param teacher copy of its weights at the last step
 * @param student copy of its weights at the last step; null if there was none yet
 * @param divergence null unless training diverged: both networks are then as they were at the last
 *     evaluation
 */
public record RunOutcome(
    Recipe recipe,
    long steps,
    long totalSteps,
    double seconds,
    List<EvaluationPoint> curve,
    TestResult test,
    Network teacher,
    Network student,
    TrainingDivergedException divergence) {
  public boolean isComplete() {
    return test != null;
  }

  /** Says in words what came out, or why there is no result. */
  public String sentence() {
    if (isComplete()) {
      return test.report().verdict();
    }
    String cause =
        divergence == null
            ? "The run was stopped"
            : "Not complete: " + divergence.getMessage() + ". The run ended";
    return "%s after %d of %d steps; the test rows were not touched."
        .formatted(cause, steps, totalSteps);
  }
}
