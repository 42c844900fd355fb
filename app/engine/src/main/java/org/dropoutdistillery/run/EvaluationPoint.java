package org.dropoutdistillery.run;

import org.dropoutdistillery.evaluate.GapReport;

/**
 * What was measured on the validation rows after one step.
 *
 * @param step optimisation steps done since the start of the run, teacher and student together
 * @param phase whose steps they are
 * @param epoch passes over the training rows done within the phase
 * @param learningRate of the step
 * @param trainingLoss mean loss of the steps since the last evaluation, in nats; NaN before the
 *     first
 * @param report the three predictors at this step
 */
public record EvaluationPoint(
    long step,
    Phase phase,
    double epoch,
    double learningRate,
    double trainingLoss,
    GapReport report) {}
