package org.dropoutdistillery.plots;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Phase;

/**
 * A stretch of steps in which one network learned.
 *
 * @param phase who learned
 * @param from first step
 * @param to last step, at least {@code from}
 */
record PhaseSpan(Phase phase, long from, long to) {

  /**
   * Returns the phases of a curve in their order. A phase begins where the one before it was
   * measured last, since that is the state from which it starts.
   */
  static List<PhaseSpan> of(List<EvaluationPoint> curve) {
    List<PhaseSpan> spans = new ArrayList<>();
    for (EvaluationPoint point : curve) {
      int last = spans.size() - 1;
      if (last >= 0 && spans.get(last).phase() == point.phase()) {
        spans.set(last, new PhaseSpan(point.phase(), spans.get(last).from(), point.step()));
      } else {
        long from = last >= 0 ? spans.get(last).to() : point.step();
        spans.add(new PhaseSpan(point.phase(), from, point.step()));
      }
    }
    return List.copyOf(spans);
  }

  String label() {
    return switch (phase) {
      case TEACHER -> "teacher";
      case STUDENT -> "distilling";
      case BOTH -> "teacher and student";
    };
  }
}
