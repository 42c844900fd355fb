package org.dropoutdistillery.data.generate;

/**
 * Points of the plane, each of one class, in random order.
 *
 * @param values [rows, 2], flattened
 * @param labels [rows]: from 0 to classes − 1
 * @param classes number of classes
 */
public record PlanePoints(float[] values, int[] labels, int classes) {}
