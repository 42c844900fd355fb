package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.nn.Network;

/**
 * What is kept of a run whose networks learn no more.
 *
 * @param teacher as it was at the end
 * @param student likewise
 * @param curve evaluations on the way; empty where they were not kept
 * @param steps that were done
 * @param totalSteps of the run; 0 where that is not known, as then all were done
 */
public record Trained(
    Network teacher, Network student, List<EvaluationPoint> curve, long steps, long totalSteps) {
  public Trained {
    curve = List.copyOf(curve);
  }
}
