package org.dropoutdistillery.evaluate;

/**
 * From which number of passes on an average is as good as one of infinitely many.
 *
 * @param passes T
 * @param measured whether the curve reaches that far; else it is drawn on from its last point by
 *     the law 1/T
 * @param tolerance what the metric may be off by, in its unit
 */
public record EnoughPasses(double passes, boolean measured, double tolerance) {}
