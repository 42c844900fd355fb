package org.dropoutdistillery.run;

import org.dropoutdistillery.evaluate.GapReport;

/** The three predictors on the test rows: what they reach, and what they cost. */
public record TestResult(GapReport report, Costs costs) {}
