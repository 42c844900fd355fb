package org.dropoutdistillery.run;

/**
 * How far a run is.
 *
 * @param phase who learns
 * @param steps optimisation steps done
 * @param totalSteps steps of the whole run
 * @param testing whether the final measurement on the test rows has begun
 * @param testShare about how much of it is done, in [0, 1]
 */
public record RunProgress(
    Phase phase, long steps, long totalSteps, boolean testing, double testShare) {}
