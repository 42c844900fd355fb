package org.dropoutdistillery.plots;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.run.EvaluationPoint;

/**
 * What a report tells of one run.
 *
 * @param title name of the run
 * @param verdict one sentence that says where things stand
 * @param recipeJson the recipe as run
 * @param test the three on the test rows; null when the run was stopped before
 * @param msPerExampleStandard milliseconds for one example; NaN if not measured, as below
 * @param msPerExampleMc of the average over T passes
 * @param msPerExampleStudent of the student
 * @param steps optimisation steps done, teacher and student together
 * @param seconds that the run took; NaN if not measured
 * @param curve what was measured on the validation rows, by step
 * @param facts where the numbers come from (data set, seed, processor, …), in order
 */
public record ReportContent(
    String title,
    String verdict,
    String recipeJson,
    GapReport test,
    double msPerExampleStandard,
    double msPerExampleMc,
    double msPerExampleStudent,
    long steps,
    double seconds,
    List<EvaluationPoint> curve,
    Map<String, String> facts) {

  public ReportContent {
    curve = List.copyOf(curve);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
