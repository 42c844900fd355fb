package org.dropoutdistillery.run;

import org.dropoutdistillery.evaluate.GapReport;

/**
 * What was measured on the validation rows after one step.
 *
 * @param step steps done since the start of the run
 * @param phase who learns in the next step, or, at the end, who learned last
 * @param teacher null where it did not learn since the last evaluation
 * @param student null where it did not learn since the last evaluation
 * @param report the predictors at this step
 */
public record EvaluationPoint(
    long step, Phase phase, Learning teacher, Learning student, GapReport report) {}
