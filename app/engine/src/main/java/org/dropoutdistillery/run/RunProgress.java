package org.dropoutdistillery.run;

/**
 * How far a run is.
 *
 * @param phase who learns
 * @param steps optimisation steps done
 * @param totalSteps steps of the whole run
 * @param testing whether the final measurement on the test rows is going on
 */
public record RunProgress(Phase phase, long steps, long totalSteps, boolean testing) {}
