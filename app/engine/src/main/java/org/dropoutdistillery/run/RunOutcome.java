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
}
