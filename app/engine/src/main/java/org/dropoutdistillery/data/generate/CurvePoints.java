package org.dropoutdistillery.data.generate;

/**
 * Points near a curve y = f(x), in random order.
 *
 * @param x [rows]
 * @param y [rows]
 */
public record CurvePoints(float[] x, float[] y) {}
